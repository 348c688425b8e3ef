package app.parley.client.core;

import app.parley.client.Chats;
import app.parley.client.ClientEvent;
import app.parley.client.Marks;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.history.ChatMarks;
import app.parley.client.history.Receipts;
import app.parley.client.history.Settings;
import app.parley.protocol.AccountId;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Conversations as a whole: how they are kept, requests, blocking.
final class OwnChats implements Chats {
    /// Receipts that an accepted request catches up on, at most.
    private static final int CATCH_UP = 1000;

    /// Rows that are told one by one when a conversation is deleted.
    private static final int PAGE = 200;

    private final Core core;
    private final Function<Core.Tx, Desk> desks;

    OwnChats(Core core, Function<Core.Tx, Desk> desks) {
        this.core = core;
        this.desks = desks;
    }

    @Override
    public void mark(AccountId with, UnaryOperator<Marks> change) {
        core.post(tx -> {
            mark(desks.apply(tx), with, change);
            return with;
        });
    }

    /// Changes how a conversation is kept, and tells if that is new.
    static void mark(Desk desk, AccountId with, UnaryOperator<Marks> change) {
        ChatMarks marks = new ChatMarks(desk.sql());
        Marks before = marks.of(with);
        Marks now = change.apply(before);
        if (!now.equals(before)) {
            marks.set(with, now);
            desk.conversationChanged(with);
        }
    }

    @Override
    public void accept(AccountId person) {
        core.post(tx -> {
            welcome(desks.apply(tx), person);
            return person;
        });
    }

    /// Somebody is known from now on: what was kept from them while they asked goes out, if they
    /// asked.
    static void welcome(Desk desk, AccountId account) {
        boolean asked = desk.people
                .find(account)
                .filter(person -> person.standing() == Person.Standing.REQUEST)
                .isPresent();
        if (!asked) {
            return;
        }
        desk.people.noStranger(account);
        boolean tellSeen = desk.settings.number(Settings.Name.SEND_READ_RECEIPTS, 1) == 1;
        List<Message> came = desk.messages.received(account, CATCH_UP);
        for (Message row : came) {
            desk.receipts.add(account, row.id(), Receipts.Kind.DELIVERED, desk.receiptDue());
            if (tellSeen && row.body() instanceof Message.Received received && received.read()) {
                desk.receipts.add(account, row.id(), Receipts.Kind.SEEN, desk.receiptDue());
            }
        }
        desk.personChanged(account);
        desk.sealWaiting(account);
        desk.moreChores();
    }

    @Override
    public void block(AccountId person, boolean on) {
        core.post(tx -> {
            Desk desk = desks.apply(tx);
            desk.people.blocked(person, on);
            desk.personChanged(person);
            if (!on) {
                desk.sealWaiting(person);
                desk.moreChores();
            }
            return person;
        });
    }

    @Override
    public void delete(AccountId with) {
        core.post(tx -> {
            Desk desk = desks.apply(tx);
            for (List<Message> page = page(desk, with); !page.isEmpty(); page = page(desk, with)) {
                page.forEach(row -> remove(desk, row));
            }
            desk.messages.deleteAll(with);
            desk.people.turnAway(with);
            new ChatMarks(desk.sql()).set(with, Marks.NONE);
            desk.conversationChanged(with);
            return with;
        });
    }

    private static List<Message> page(Desk desk, AccountId with) {
        return desk.messages.page(with, Long.MAX_VALUE, PAGE);
    }

    private static void remove(Desk desk, Message row) {
        MessageId id = row.id();
        if (row.mine()) {
            desk.outgoing.dropUnsent(id);
        }
        desk.messages.delete(row);
        desk.emit(new ClientEvent.MessageDeleted(row.with(), id));
    }
}
