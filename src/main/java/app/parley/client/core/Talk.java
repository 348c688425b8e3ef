package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Message;
import app.parley.client.Said;
import app.parley.client.history.Changes;
import app.parley.client.history.People;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the person in front does with messages besides writing them (PROTOCOL.md §4, kinds 10 to 13).
final class Talk {
    private final Desk desk;
    private final Changes changes;

    Talk(Desk desk) {
        this.desk = desk;
        this.changes = new Changes(desk.sql());
    }

    Message send(AccountId to, String text, Optional<Message> replyTo) throws ClientException {
        Said said = Said.of(text);
        if (replyTo.isPresent()) {
            Message original = here(replyTo.get());
            if (!original.with().equals(to)) {
                throw new ClientException(ClientException.Why.NO_SUCH_MESSAGE);
            }
            said = said.replyingTo(new Said.Quote(original.id(), original.mine(), Optional.empty()));
        }
        return Sending.send(desk, to, said);
    }

    Message forward(Message message, AccountId to) throws ClientException {
        return Sending.send(desk, to, Said.of(words(message).text()).asForwarded());
    }

    void react(Message message, String emoji) throws ClientException {
        Message target = here(message);
        words(target);
        if (emoji.getBytes(StandardCharsets.UTF_8).length > Body.MAX_REACTION) {
            throw new ClientException(ClientException.Why.TOO_LONG);
        }
        Sending.writable(desk, target.with());
        OwnChats.welcome(desk, target.with());
        People.Known person = desk.people.find(target.with()).orElseThrow();
        int turn = changes.turns(target, true) + 1;
        if (turn > Body.OffTheRecord.MAX_TURN) {
            return;
        }
        if (changes.react(target, true, emoji, turn)) {
            desk.note(
                    person,
                    new Body.Reaction(new Body.Target(target.mine(), target.id().octets()), emoji, turn));
            desk.said(target);
        }
    }

    void edit(Message message, String text) throws ClientException {
        Message target = here(message);
        int version = words(target).edits() + 1;
        Sending.writable(text);
        if (!target.mine() || version > Body.MAX_EDITS) {
            throw new ClientException(ClientException.Why.NO_SUCH_MESSAGE);
        }
        People.Known person = Sending.writable(desk, target.with());
        byte[] content = desk.compose(
                        person, desk.newId(), new Body.Edit(target.id().octets(), version, text))
                .encode();
        if (changes.edit(target, version, text, content, true)) {
            desk.post(person, Optional.empty(), Optional.of(target.id()), content);
            desk.said(target);
        }
    }

    void takeBack(List<Message> messages) throws ClientException {
        List<Message> targets = new ArrayList<>();
        for (Message message : messages) {
            Message target = here(message);
            if (!(target.body() instanceof Message.Sent)) {
                throw new ClientException(ClientException.Why.NO_SUCH_MESSAGE);
            }
            targets.add(target);
        }
        for (AccountId with : targets.stream().map(Message::with).distinct().toList()) {
            takeBack(
                    with,
                    targets.stream().filter(row -> row.with().equals(with)).toList());
        }
    }

    private void takeBack(AccountId with, List<Message> targets) throws ClientException {
        People.Known person = Sending.writable(desk, with);
        for (int from = 0; from < targets.size(); from += Body.MAX_IDS) {
            List<Octets> ids = targets.subList(from, Math.min(targets.size(), from + Body.MAX_IDS)).stream()
                    .map(row -> row.id().octets())
                    .toList();
            desk.note(person, new Body.Deleted(ids));
        }
        for (Message target : targets) {
            desk.outgoing.drop(target.id());
            changes.erase(target);
            desk.said(target);
        }
    }

    void setTimer(AccountId with, Duration after) throws ClientException {
        People.Known person = Sending.writable(desk, with);
        long seconds = after.toSeconds();
        if (seconds < 0 || seconds > Body.MAX_TIMER) {
            throw new IllegalArgumentException("messages disappear within a year");
        }
        int turn = person.timerTurn() + 1;
        if (person.timer() == seconds || turn > Body.OffTheRecord.MAX_TURN) {
            return;
        }
        timer(with, (int) seconds, turn);
        desk.note(person, new Body.Timer((int) seconds, turn));
    }

    /// The other end changed it. When both did at the same time, the shorter time holds.
    void heardTimer(AccountId from, Body.Timer said) {
        People.Known person = desk.people.find(from).orElseThrow();
        boolean shorter = said.seconds() > 0 && (person.timer() == 0 || said.seconds() < person.timer());
        if (said.turn() < person.timerTurn() || said.turn() == person.timerTurn() && !shorter) {
            return;
        }
        if (said.seconds() == person.timer()) {
            desk.people.timer(from, said.seconds(), said.turn());
        } else {
            timer(from, said.seconds(), said.turn());
        }
    }

    private void timer(AccountId with, int seconds, int turn) {
        desk.people.timer(with, seconds, turn);
        desk.notice(with, new Message.Notice(Message.Kind.TIMER, Duration.ofSeconds(seconds)));
        desk.personChanged(with);
    }

    /// The row as it is now.
    private Message here(Message message) throws ClientException {
        return desk.messages
                .row(message.order())
                .filter(row -> row.id().equals(message.id()))
                .orElseThrow(() -> new ClientException(ClientException.Why.NO_SUCH_MESSAGE));
    }

    private static Said words(Message message) throws ClientException {
        return message.said().orElseThrow(() -> new ClientException(ClientException.Why.NO_SUCH_MESSAGE));
    }
}
