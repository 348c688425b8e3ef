package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.history.People;
import app.parley.protocol.AccountId;
import app.parley.protocol.content.Body;

/// Whether a conversation is signed: one switch for both ends (PROTOCOL.md §4).
final class OffTheRecord {
    private final Desk desk;

    OffTheRecord(Desk desk) {
        this.desk = desk;
    }

    /// The person in front switches.
    void set(AccountId with, boolean on) throws ClientException {
        People.Known person = Sending.writable(desk, with);
        int turn = person.recordTurn() + 1;
        if (person.offTheRecord() == on || turn > Body.OffTheRecord.MAX_TURN) {
            return;
        }
        keep(with, on, turn);
        desk.note(desk.people.find(with).orElseThrow(), new Body.OffTheRecord(on, turn));
    }

    /// The other end switched. When both did at the same time, the quieter one holds: off the
    /// record.
    void heard(AccountId from, Body.OffTheRecord said) {
        People.Known person = desk.people.find(from).orElseThrow();
        boolean holds = said.turn() > person.recordTurn() || said.turn() == person.recordTurn() && said.on();
        if (!holds) {
            return;
        }
        if (said.on() == person.offTheRecord()) {
            desk.people.offTheRecord(from, said.on(), said.turn());
        } else {
            keep(from, said.on(), said.turn());
        }
    }

    private void keep(AccountId with, boolean on, int turn) {
        desk.people.offTheRecord(with, on, turn);
        desk.notice(with, on ? Message.Kind.OFF_THE_RECORD : Message.Kind.ON_THE_RECORD);
        desk.personChanged(with);
    }
}
