package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.protocol.MailboxId;
import app.parley.protocol.wire.ClientFrame;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The mailboxes of this profile at the relay (PROTOCOL.md §7).
final class MailboxErrands {
    private final Core core;
    private final Desk.Wiring wiring;

    MailboxErrands(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    /// Makes at the relay what was added here.
    ///
    /// @param subscribe whether delivery of it begins at once
    void make(Errands.Relay to, boolean subscribe) throws IOException, ClientException {
        for (Mailboxes.Own box : core.call(tx -> new Mailboxes(tx.sql()).toMake())) {
            to.demand(tag -> new ClientFrame.CreateMailbox(tag, box.rid(), box.sid()));
            core.call(tx -> {
                new Mailboxes(tx.sql()).made(box.id(), true);
                return box;
            });
            if (subscribe) {
                to.subscriber().subscribe(to.mail(), List.of(box));
            }
        }
    }

    /// Deletes at the relay what is of no more use, such as the mailbox for an account that
    /// another one replaced.
    void drop(Errands.Relay to) throws IOException, ClientException {
        for (MailboxId.Read rid : core.call(tx -> new Mailboxes(tx.sql()).dropped())) {
            // Whatever the answer: the relay does not have it afterwards.
            to.control().ask(tag -> new ClientFrame.DeleteMailbox(tag, rid));
            core.call(tx -> {
                new Mailboxes(tx.sql()).forget(rid);
                return rid;
            });
        }
    }

    /// Those who began a session hear of our mailbox for them as the first thing in it.
    void tell() throws ClientException {
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            for (Mailboxes.Own box : desk.mailboxes.toTell()) {
                Optional<People.Known> person = box.from().flatMap(desk.people::find);
                if (person.isPresent() && desk.need(person.get()) == Desk.Need.TELL_MAILBOX) {
                    desk.tellMailbox(person.get(), box);
                    desk.sealWaiting(person.get().account());
                }
            }
            return desk;
        });
    }
}
