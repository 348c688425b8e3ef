package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.sync.Requests;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Renews the leases of this profile's mailboxes once a day (PROTOCOL.md §7), and gives them back
/// when the relay's owner has removed this person.
final class LeaseErrands {
    private static final long EVERY_MILLIS = Duration.ofDays(1).toMillis();
    /// After a pass that had just been replaced.
    private static final long AGAIN_MILLIS = Duration.ofHours(1).toMillis();

    private final Core core;
    private final Desk.Wiring wiring;

    LeaseErrands(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    /// When the next renewal is due, in epoch milliseconds.
    static long due(Settings settings) {
        return settings.number(Name.LEASES_DUE, 0);
    }

    /// The pass comes on the signed-in connection and is shown on the one that never says whose
    /// it is.
    void renew(Errands.Relay to) throws IOException, ClientException {
        boolean done = true;
        if (to.control().ask(ClientFrame.AskPass::new) instanceof RelayFrame.Pass(int tag, Octets pass)) {
            List<MailboxId.Read> rids = rids();
            for (int from = 0; from < rids.size(); from += ClientFrame.MAX_LIST) {
                List<MailboxId.Read> some = rids.subList(from, Math.min(rids.size(), from + ClientFrame.MAX_LIST));
                done &= to.mail().ask(each -> new ClientFrame.Renew(each, pass, some)) instanceof RelayFrame.Done;
            }
        } else {
            done = false;
        }
        long next = wiring.clock().millis() + (done ? EVERY_MILLIS : AGAIN_MILLIS);
        core.call(tx -> {
            new Settings(tx.sql()).put(Name.LEASES_DUE, next);
            return next;
        });
    }

    private List<MailboxId.Read> rids() throws ClientException {
        return core.call(tx -> new Mailboxes(tx.sql())
                .all().stream()
                        .filter(Mailboxes.Own::made)
                        .map(Mailboxes.Own::rid)
                        .toList());
    }

    /// Deletes all mailboxes at a relay that this person does not belong to any more. Nobody needs
    /// to be signed in for that.
    void giveBack(Requests mail) throws IOException, ClientException {
        for (MailboxId.Read rid : rids()) {
            // Whatever the answer: the relay does not have it afterwards.
            mail.ask(tag -> new ClientFrame.DeleteMailbox(tag, rid));
        }
        core.call(tx -> {
            Mailboxes mailboxes = new Mailboxes(tx.sql());
            mailboxes.all().forEach(box -> mailboxes.made(box.id(), false));
            return mailboxes;
        });
    }
}
