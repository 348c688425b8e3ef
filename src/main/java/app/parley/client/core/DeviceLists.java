package app.parley.client.core;

import app.parley.client.Message;
import app.parley.client.Person.Trust;
import app.parley.client.history.Doubts;
import app.parley.client.history.People;
import app.parley.client.session.Identities;
import app.parley.client.session.KnownDevices;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Content;

/// Steps about the signed lists of devices: a later one is followed, an older one is reported, two
/// that exclude each other stop everything, and what people say in their messages about the lists
/// they see is compared (PROTOCOL.md §2).
final class DeviceLists {
    private final Desk desk;
    private final Doubts doubts;

    DeviceLists(Desk desk) {
        this.desk = desk;
        this.doubts = new Doubts(desk.sql());
    }

    /// A list signed by `person` turned up.
    ///
    /// @return whether it is the one that counts now
    boolean take(People.Known person, Manifest found) {
        return switch (Identities.compare(person.manifest(), found)) {
            case SAME -> true;
            case LATER -> {
                follow(person, found);
                yield true;
            }
            case EARLIER -> {
                older(person.account(), found);
                yield false;
            }
            case CONFLICTING -> {
                conflicting(person, found);
                yield false;
            }
        };
    }

    private void follow(People.Known person, Manifest found) {
        if (KnownDevices.follow(desk.sql(), person, found)) {
            desk.renew(person.account(), People.Renewal.MAILBOX_GONE);
            newDevice(person.account());
        }
        doubts.evidence(person.account(), Doubts.Kind.HIDDEN)
                .filter(hash -> Octets.of(hash).equals(Identities.hash(found)))
                .ifPresent(hash -> doubts.clear(person.account(), Doubts.Kind.HIDDEN));
    }

    /// A device came, whoever showed it first: the relay's list or its own first words.
    void newDevice(AccountId account) {
        if (desk.messages.conversation(account).last().isPresent()) {
            desk.notice(account, Message.Kind.NEW_DEVICE);
        }
    }

    private void older(AccountId account, Manifest found) {
        boolean fresh =
                doubts.add(account, Doubts.Kind.OLDER, Identities.hash(found).toArray(), true);
        if (fresh && desk.messages.conversation(account).last().isPresent()) {
            desk.notice(account, Message.Kind.OLDER_DEVICES);
        }
    }

    private void conflicting(People.Known person, Manifest found) {
        if (doubts.add(person.account(), Doubts.Kind.CONFLICTING, found.encode(), true)) {
            desk.people.trust(person.account(), Trust.CONFLICTING_DEVICES);
            desk.notice(person.account(), Message.Kind.CONFLICTING_DEVICES);
            desk.personChanged(person.account());
        }
    }

    /// The person in front lets the list count that turned up beside the known one. Should the
    /// former one turn up again, that is a conflict again.
    void acceptOther(People.Known person) {
        doubts.evidence(person.account(), Doubts.Kind.CONFLICTING).ifPresent(other -> {
            try {
                follow(person, Manifest.decode(other));
            } catch (MalformedException e) {
                throw new IllegalStateException("a stored manifest is damaged", e);
            }
        });
        doubts.clear(person.account(), Doubts.Kind.CONFLICTING);
    }

    /// Compares the lists that a message names with those known here.
    void named(People.Known sender, Content content) {
        AccountId account = sender.account();
        if (Identities.names(content.senderManifest(), sender.manifest())) {
            doubts.clear(account, Doubts.Kind.HIDDEN);
        } else if (doubts.add(
                account, Doubts.Kind.HIDDEN, content.senderManifest().toArray(), false)) {
            desk.moreChores();
        }
        if (Identities.names(content.recipientManifest(), desk.own().manifest())) {
            doubts.clear(account, Doubts.Kind.OTHERS_FOR_US);
        } else if (doubts.add(
                account, Doubts.Kind.OTHERS_FOR_US, content.recipientManifest().toArray(), true)) {
            desk.notice(account, Message.Kind.OTHER_DEVICES_OF_OURS);
        }
    }

    /// The relay showed all lists it has: what people named and is still not among them is hidden.
    void allShown() {
        for (AccountId account : doubts.untold()) {
            doubts.told(account);
            desk.notice(account, Message.Kind.HIDDEN_DEVICES);
        }
    }

    /// Whether the relay is to be asked for the lists again.
    boolean toAsk() {
        return !doubts.untold().isEmpty();
    }
}
