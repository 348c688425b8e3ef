package app.parley.client.core;

import app.parley.client.history.Settings.Name;
import app.parley.protocol.AccountId;
import app.parley.protocol.content.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Tells who is online that this person is writing to them, and no more often than it takes.
final class TypingNotes {
    /// Who reads it believes it for some seconds; before they are over it is said again.
    private static final Duration AGAIN = Duration.ofSeconds(4);

    private final Core core;
    private final Desk.Wiring wiring;
    private final Live live;
    /// Guarded by this: when it was last said to whom.
    private final Map<AccountId, Instant> said = new HashMap<>();

    TypingNotes(Core core, Desk.Wiring wiring, Live live) {
        this.core = core;
        this.wiring = wiring;
        this.live = live;
    }

    /// A key was pressed in the conversation, or the writing stopped.
    void key(AccountId to, boolean on) {
        boolean reaches = live.control().isPresent() && wiring.presence().online(to);
        if (!isNews(to, on) || !reaches) {
            return;
        }
        core.post(tx -> {
            Desk desk = new Desk(tx, wiring);
            boolean wanted = desk.settings.number(Name.SEND_TYPING, 1) == 1;
            if (wanted) {
                // Only within a session that is under way: nothing is begun for this, and nothing waits.
                desk.people
                        .find(to)
                        .filter(person -> desk.need(person) == Desk.Need.NOTHING
                                && desk.mayReach(person)
                                && desk.outgoing.unsealed(to).isEmpty())
                        .ifPresent(person -> desk.note(person, new Body.Typing(on)));
            }
            return to;
        });
    }

    private synchronized boolean isNews(AccountId to, boolean on) {
        Instant now = wiring.clock().instant();
        if (!on) {
            return said.remove(to) != null;
        }
        Instant before = said.get(to);
        if (before != null && Duration.between(before, now).abs().compareTo(AGAIN) < 0) {
            return false;
        }
        said.put(to, now);
        return true;
    }
}
