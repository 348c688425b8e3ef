package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.history.People;
import app.parley.client.history.Unopened;
import app.parley.client.session.PeerKeys;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.content.Body;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Fetches keys and begins sessions, for what waits for one and for repair (PROTOCOL.md §3, §6).
final class KeyErrands {
    /// The pauses after each ask. The last is as long as the relay keeps what waits for somebody
    /// who is away.
    private static final List<Duration> ASK_PAUSES =
            List.of(Duration.ofMinutes(20), Duration.ofDays(1), Duration.ofDays(14));

    private final Core core;
    private final Desk.Wiring wiring;
    private final Timing timing;
    /// When keys that were not there are asked for again, in epoch milliseconds.
    private final Map<AccountId, Long> retryAt = new ConcurrentHashMap<>();

    /// Makes at the relay the mailboxes that were added here.
    @FunctionalInterface
    interface MailboxMaker {
        void make() throws IOException, ClientException;
    }

    KeyErrands(Core core, Desk.Wiring wiring, Timing timing) {
        this.core = core;
        this.wiring = wiring;
        this.timing = timing;
    }

    /// Somebody came or published something: what failed before may work now.
    void somethingNew() {
        retryAt.clear();
    }

    /// When something that failed may be tried again. What became due while other errands were run
    /// is due now: it must not be passed over.
    long nextTry(long now) {
        if (retryAt.values().removeIf(at -> at <= now)) {
            return now;
        }
        return retryAt.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
    }

    /// Begins the sessions that contents or a renewal wait for.
    void beginSessions(Errands.Relay relay, MailboxMaker mailboxes) throws IOException, ClientException {
        for (AccountId account : wanted()) {
            if (retryAt.getOrDefault(account, 0L) <= wiring.clock().millis()) {
                begin(relay, mailboxes, account);
            }
        }
    }

    private Set<AccountId> wanted() throws ClientException {
        return core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            Set<AccountId> all = new LinkedHashSet<>(desk.outgoing.waitingForSession());
            desk.people.toRenew().forEach(person -> all.add(person.account()));
            Set<AccountId> needed = new LinkedHashSet<>();
            for (AccountId account : all) {
                Optional<People.Known> person = desk.people.find(account);
                if (person.isEmpty()) {
                    continue;
                }
                switch (desk.need(person.get())) {
                    case SESSION -> needed.add(account);
                    case NOTHING -> desk.sealWaiting(account);
                    case TELL_MAILBOX -> {
                        // Comes with the next round, once the mailbox is made.
                    }
                }
            }
            return needed;
        });
    }

    /// @return whether a session was begun; none is with somebody to whom nothing may be sent
    private boolean begin(Errands.Relay relay, MailboxMaker mailboxes, AccountId account)
            throws IOException, ClientException {
        Optional<Integer> found = core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            Optional<People.Known> person = desk.people.find(account).filter(desk::mayReach);
            person.ifPresent(known -> desk.mailboxFor(Optional.of(account)));
            return person.map(known -> known.manifest().devices().getFirst().id());
        });
        if (found.isEmpty()) {
            return false;
        }
        int device = found.get();
        mailboxes.make();
        RelayFrame answer = relay.control().ask(tag -> new ClientFrame.FetchKeys(tag, account, device));
        Optional<PeerKeys> keys = answer instanceof RelayFrame.Keys handed
                ? PeerKeys.check(
                        account,
                        device,
                        handed.manifest(),
                        handed.bundle(),
                        handed.oneTime(),
                        wiring.relayClock().now())
                : Optional.empty();
        boolean begun = keys.isPresent() && core.call(tx -> begin(new Desk(tx, wiring), account, keys.get()));
        if (!begun) {
            failed(account, answer);
        }
        return begun;
    }

    private static boolean begin(Desk desk, AccountId account, PeerKeys keys) {
        People.Known person = desk.people.find(account).orElseThrow();
        if (!desk.people.bundle(account, keys.bundle().counter())) {
            return false;
        }
        if (!new DeviceLists(desk).take(person, keys.manifest()) || !desk.book.begin(keys)) {
            return false;
        }
        // The first contact carries our mailbox, so they know it with the first message.
        desk.mailboxes.of(account).ifPresent(box -> desk.mailboxes.told(box.id()));
        desk.people.renew(account, People.Renewal.NONE);
        if (person.renewal() != People.Renewal.NONE) {
            desk.note(desk.people.find(account).orElseThrow(), new Body.Renewed(reason(person.renewal())));
        }
        desk.sealWaiting(account);
        return true;
    }

    private static Body.Renewed.Reason reason(People.Renewal renewal) {
        return renewal == People.Renewal.ROLLED_BACK ? Body.Renewed.Reason.ROLLED_BACK : Body.Renewed.Reason.REPAIR;
    }

    private void failed(AccountId account, RelayFrame answer) throws ClientException {
        boolean gone = answer instanceof RelayFrame.Refused refused && refused.why() == Refusal.UNKNOWN_ACCOUNT;
        int retrySeconds = answer instanceof RelayFrame.Refused refused ? refused.retryAfter() : 0;
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            if (gone) {
                Sending.giveUp(desk, account, Delivery.Reason.NO_MAILBOX);
                desk.people.renew(account, People.Renewal.NONE);
            } else {
                Sending.waitingFor(desk, account, Delivery.Why.KEYS);
            }
            return gone;
        });
        long pause = Math.max(timing.keysRetry().toMillis(), retrySeconds * 1000L);
        retryAt.put(account, wiring.clock().millis() + pause);
    }

    /// Asks, inside fresh sessions, for envelopes that could not be opened; gives up what was
    /// asked for too often.
    void repair(Errands.Relay relay, MailboxMaker mailboxes) throws IOException, ClientException {
        List<Unopened.Lost> due =
                core.call(tx -> new Unopened(tx.sql()).due(wiring.clock().millis()));
        giveUp(due.stream().filter(lost -> lost.asked() >= ASK_PAUSES.size()).toList());
        Map<AccountId, List<Unopened.Lost>> open = due.stream()
                .filter(lost -> lost.asked() < ASK_PAUSES.size())
                .collect(Collectors.groupingBy(Unopened.Lost::from));
        for (Map.Entry<AccountId, List<Unopened.Lost>> entry : open.entrySet()) {
            boolean begun = begin(relay, mailboxes, entry.getKey());
            ask(entry.getKey(), entry.getValue(), begun);
        }
    }

    /// @param begun whether there is a fresh session to ask in; else it is tried again later, and
    ///     does not count
    private void ask(AccountId from, List<Unopened.Lost> lost, boolean begun) throws ClientException {
        List<Unopened.Lost> batch = lost.subList(0, Math.min(lost.size(), Body.MAX_IDS));
        long now = wiring.clock().millis();
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            Unopened unopened = new Unopened(tx.sql());
            Optional<People.Known> person = desk.people.find(from);
            if (begun && person.isPresent()) {
                List<EnvelopeId> envelopes =
                        batch.stream().map(Unopened.Lost::envelope).toList();
                desk.note(person.get(), new Body.ResendRequest(envelopes));
            }
            for (Unopened.Lost one : batch) {
                if (person.isEmpty()) {
                    unopened.remove(from, one.envelope());
                } else if (begun) {
                    unopened.asked(
                            one.envelope(), now + ASK_PAUSES.get(one.asked()).toMillis());
                } else {
                    unopened.later(one.envelope(), now + timing.keysRetry().toMillis());
                }
            }
            return batch;
        });
    }

    private void giveUp(List<Unopened.Lost> lost) throws ClientException {
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            for (Unopened.Lost one : lost) {
                if (new Unopened(tx.sql()).remove(one.from(), one.envelope())) {
                    desk.notice(one.from(), Message.Kind.MESSAGE_LOST);
                }
            }
            return lost;
        });
    }
}
