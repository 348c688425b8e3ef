package app.parley.app;

import app.parley.app.DemoStage.Role;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.protocol.Invite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// `parley demo --headless`: a conversation in the terminal. Every line that claims something
/// waited for it: a message counts as delivered when the other side decrypted and stored it and
/// its receipt came back.
final class DemoPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BEAT = Duration.ofMillis(250);

    private final DemoStage stage;
    private final Terminal terminal;
    private final Map<Role, LiveClient> people = new EnumMap<>(Role.class);
    /// What was sent and not yet seen to be delivered, by whom.
    private final Map<MessageId, Role> open = new LinkedHashMap<>();

    private int delivered;

    DemoPlay(DemoStage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    /// @throws Failure if anything did not come about
    void play() throws Failure {
        try {
            enter();
            talk();
            beAway();
            compare();
            awaitReceipts();
            terminal.say("");
            terminal.say("All " + delivered + " messages were delivered, decrypted and acknowledged.");
        } finally {
            people.values().forEach(LiveClient::close);
        }
    }

    /// Only the beginning: both signed up, a few lines said, both gone again.
    void greet() throws Failure {
        try {
            enter();
            talk();
            awaitReceipts();
        } finally {
            people.values().forEach(LiveClient::close);
        }
    }

    private void enter() throws Failure {
        terminal.say("A relay listens on " + stage.relay().address() + " (TLS 1.3). Its key, which invites carry:");
        terminal.say("  " + stage.relay().pin().hex());
        signUp(Role.ALICE, stage.invite(Role.ALICE));
        Invite fromAlice = stage.invite(Role.BOB);
        try {
            signUp(Role.BOB, person(Role.ALICE).client().vouchFor(fromAlice));
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        terminal.say("");
    }

    private void signUp(Role role, Invite invite) throws Failure {
        LiveClient live = new LiveClient(stage.signUp(role, invite));
        people.put(role, live);
        connect(role, live);
        terminal.say(
                role.person() + " signed up as " + role.phone().international() + ", with the code in the invite.");
    }

    private static void connect(Role role, LiveClient live) throws Failure {
        live.connect();
        if (!(live.settledLink(Deadline.in(PATIENCE)) instanceof Link.Connected)) {
            throw Failure.because(role.person() + " could not connect to the demo's relay.");
        }
    }

    private void talk() throws Failure {
        say(Role.ALICE, "Hi Bob! Only you can read this: the relay carries sealed envelopes of one size.");
        say(Role.BOB, "Hello Alice. And every answer brings fresh keys, so an old one opens nothing new.");
        say(Role.ALICE, "Even a quantum computer that records us today? \uD83D\uDD10");
        say(Role.BOB, "Even that. Shalom, \u05E9\u05DC\u05D5\u05DD, \u0645\u0631\u062D\u0628\u0627 \u2026");
    }

    private void beAway() throws Failure {
        terminal.say("");
        terminal.say("Bob closes his laptop.");
        awaitReceipts();
        person(Role.BOB).close();
        people.remove(Role.BOB);
        List<Message> sent = new ArrayList<>();
        sent.add(send(Role.ALICE, "Are you there? I found the book you were looking for."));
        sent.add(send(Role.ALICE, "It waits for you at my place."));
        for (Message message : sent) {
            person(Role.ALICE)
                    .await(
                            event ->
                                    delivery(event, message.id()).filter(state -> !(state instanceof Delivery.Waiting)),
                            Deadline.in(PATIENCE),
                            "The relay did not take a message for Bob, who is away.");
        }
        terminal.say("(" + stage.relay().status().envelopes() + " sealed envelopes wait at the relay)");
        terminal.say("Bob opens his laptop.");
        comeBack(sent);
        say(Role.BOB, "Wonderful, I will come by!");
    }

    private void comeBack(List<Message> sent) throws Failure {
        LiveClient bob = new LiveClient(stage.open(Role.BOB));
        people.put(Role.BOB, bob);
        connect(Role.BOB, bob);
        for (Message message : sent) {
            Message received = arrived(Role.BOB, message);
            if (!received.whileAway()) {
                throw Failure.because("A message that waited was not marked as such.");
            }
        }
    }

    private void compare() throws Failure {
        terminal.say("");
        terminal.say("They read their safety numbers to each other:");
        String alices = safetyNumber(Role.ALICE);
        String bobs = safetyNumber(Role.BOB);
        if (!alices.equals(bobs)) {
            throw Failure.because("The safety numbers differ.");
        }
        for (Role role : Role.values()) {
            try {
                person(role).client().setVerified(peer(role).id(), true);
            } catch (ClientException e) {
                throw Failure.because(Words.of(e.why()));
            }
        }
        terminal.say("The same: Alice and Bob are verified.");
        say(Role.ALICE, "Now we know that nobody sits between us.");
    }

    private String safetyNumber(Role role) throws Failure {
        try {
            String number = person(role).client().safetyNumber(peer(role).id()).grouped();
            terminal.say("  " + role.person() + ": " + number);
            return number;
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
    }

    /// Sends, and waits until the other side has it.
    private void say(Role from, String text) throws Failure {
        arrived(other(from), send(from, text));
        LockSupport.parkNanos(BEAT.toNanos());
    }

    private Message send(Role from, String text) throws Failure {
        try {
            Message message = person(from).client().send(peer(from).id(), text);
            open.put(message.id(), from);
            return message;
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
    }

    /// Waits until `at` has decrypted exactly what was sent, and shows it.
    private Message arrived(Role at, Message sent) throws Failure {
        String text = sent.body() instanceof Message.Sent body ? body.text() : "";
        Message received = person(at)
                .await(
                        event -> event instanceof ClientEvent.MessageAdded added
                                        && added.message().id().equals(sent.id())
                                ? Optional.of(added.message())
                                : Optional.empty(),
                        Deadline.in(PATIENCE),
                        "A message did not arrive at " + at.person() + ".");
        if (!(received.body() instanceof Message.Received body) || !body.text().equals(text) || !body.signed()) {
            throw Failure.because("A message arrived at " + at.person() + " with another text, or unsigned.");
        }
        String away = received.whileAway() ? "  (while you were away)" : "";
        terminal.say(other(at).person() + ": " + text + away);
        return received;
    }

    /// Waits until every message sent so far has its receipt.
    private void awaitReceipts() throws Failure {
        for (Map.Entry<MessageId, Role> sent : List.copyOf(open.entrySet())) {
            LiveClient sender = person(sent.getValue());
            if (!deliveredAlready(sender, sent.getKey(), sent.getValue())) {
                sender.await(
                        event -> delivery(event, sent.getKey()).filter(DemoPlay::atOtherSide),
                        Deadline.in(PATIENCE),
                        "No receipt came for a message of " + sent.getValue().person() + ".");
            }
            open.remove(sent.getKey());
            delivered++;
        }
    }

    /// Events that were passed over while waiting for another message are still in the history.
    private boolean deliveredAlready(LiveClient sender, MessageId id, Role role) throws Failure {
        return sender.client().history(peer(role).id(), Long.MAX_VALUE, 100).stream()
                .filter(message -> message.id().equals(id))
                .anyMatch(message -> message.body() instanceof Message.Sent sent && atOtherSide(sent.delivery()));
    }

    private static boolean atOtherSide(Delivery state) {
        return state instanceof Delivery.OnDevice || state instanceof Delivery.Read;
    }

    private static Optional<Delivery> delivery(ClientEvent event, MessageId id) {
        return event instanceof ClientEvent.MessageChanged changed
                        && changed.message().id().equals(id)
                        && changed.message().body() instanceof Message.Sent sent
                ? Optional.of(sent.delivery())
                : Optional.empty();
    }

    private LiveClient person(Role role) {
        return Objects.requireNonNull(people.get(role), "on stage");
    }

    private Person peer(Role role) throws Failure {
        return person(role).person(new Handle.Phone(other(role).phone()));
    }

    private static Role other(Role role) {
        return role == Role.ALICE ? Role.BOB : Role.ALICE;
    }
}
