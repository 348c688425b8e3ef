package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Message.Kind;
import app.parley.client.MessageId;
import app.parley.client.Person.Trust;
import app.parley.client.core.PostRoom.Box;
import app.parley.client.core.PostRoom.Mail;
import app.parley.client.history.Unopened;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.Body;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that changed, keys that cannot be had, and what repair does about both (PROTOCOL.md §2,
/// §6).
class RepairTest {
    private static final PhoneNumber BOBS_NUMBER =
            PhoneNumber.parse("+12025550101").orElseThrow();
    private static final int A_MINUTE = 60;

    @TempDir
    Path folder;

    private final PostRoom room = new PostRoom();
    private final List<DeskBench> benches = new ArrayList<>();
    private Box alice;
    private Box bob;

    @BeforeEach
    void start() throws Exception {
        alice = room.open(bench("alice"));
        bob = room.open(bench("bob"));
        acquaint(alice, bob);
    }

    @AfterEach
    void stop() {
        room.close();
        benches.forEach(DeskBench::close);
    }

    private DeskBench bench(String name) {
        return keep(new DeskBench(folder, name));
    }

    private DeskBench keep(DeskBench bench) {
        benches.add(bench);
        return bench;
    }

    private static void acquaint(Box one, Box other) throws Exception {
        one.bench.knows(other.bench.own);
        other.bench.knows(one.bench.own);
    }

    /// Both heard each other, and Alice knows Bob's number.
    private void talked() throws Exception {
        alice.send(bob, "hi");
        room.settle();
        bob.send(alice, "hi, too");
        room.settle();
        assertEquals(List.of("hi"), bob.texts(alice));
        assertEquals(List.of("hi, too"), alice.texts(bob));
        alice.bench.step(desk -> desk.people.phoneConfirmed(bob.account(), BOBS_NUMBER));
    }

    /// Bob is gone from the circle, and the relay says that somebody else has his number.
    private Box reRegistered() throws Exception {
        Box again = room.open(bench("bob again"));
        acquaint(alice, again);
        alice.bench.step(desk -> {
            Directory directory = new Directory(desk, new Presence());
            directory.left(bob.account());
            directory.holder(BOBS_NUMBER, again.account());
        });
        return again;
    }

    /// The account of Bob on another device.
    private Box newDevice() throws Exception {
        byte[] seed = bob.bench.own.accountSeed();
        Box device = room.open(keep(new DeskBench(
                folder,
                "bob's new device",
                settings -> OwnIdentity.recover(settings, DeskBench.RANDOMNESS, seed, bob.bench.clock.get()))));
        device.bench.knows(alice.bench.own);
        return device;
    }

    private Trust trust(Box person) throws Exception {
        return alice.bench.sees(person.account()).trust();
    }

    private void verify(Box person, boolean verified) throws Exception {
        alice.bench.attempt(desk -> {
            new Directory(desk, new Presence()).setVerified(person.account(), verified);
            return desk;
        });
    }

    private void accept(Box person) throws Exception {
        alice.bench.attempt(desk -> {
            new Directory(desk, new Presence()).acceptKeyChange(person.account());
            return desk;
        });
    }

    private void sendAgain(MessageId message) throws Exception {
        alice.bench.attempt(desk -> {
            Sending.resend(desk, message);
            return desk;
        });
    }

    /// Somebody says that they could not open these.
    private void asks(Box person, List<EnvelopeId> envelopes) throws Exception {
        person.bench.step(
                desk -> desk.note(desk.people.find(alice.account()).orElseThrow(), new Body.ResendRequest(envelopes)));
    }

    private static EnvelopeId id(Mail mail) {
        return Identities.envelope(mail.envelope().toArray());
    }

    private static EnvelopeId madeUp() {
        return new EnvelopeId(Octets.of(new byte[EnvelopeId.LENGTH]));
    }

    /// One message at the relay and one that waits, both for Bob as he was.
    private record Before(MessageId atRelay, MessageId waiting, List<EnvelopeId> envelopes) {}

    private Before writesToFormer() throws Exception {
        MessageId atRelay = alice.send(bob, "at the relay");
        alice.work();
        List<EnvelopeId> envelopes =
                new ArrayList<>(room.underWay.stream().map(RepairTest::id).toList());
        room.underWay.clear();
        MessageId waiting = alice.send(bob, "waiting");
        envelopes.add(madeUp());
        assertInstanceOf(Delivery.AtRelay.class, alice.delivery(atRelay));
        assertInstanceOf(Delivery.Waiting.class, alice.delivery(waiting));
        return new Before(atRelay, waiting, envelopes);
    }

    private void failed(MessageId message) throws Exception {
        assertEquals(new Delivery.Failed(Delivery.Reason.KEY_CHANGED), alice.delivery(message));
    }

    @Test
    void a_new_key_gets_nothing_of_what_was_written_before_until_it_is_sent_again_by_hand() throws Exception {
        talked();
        Before before = writesToFormer();
        Box again = reRegistered();
        assertEquals(Trust.CHANGED, trust(again));
        failed(before.atRelay());
        failed(before.waiting());
        assertEquals(List.of(Kind.NO_LONGER_MEMBER, Kind.KEY_CHANGED), alice.bench.notices(again.account()));
        asks(again, before.envelopes());
        room.settle();
        assertEquals(List.of(), again.texts(alice));

        sendAgain(before.atRelay());
        accept(again);
        assertEquals(Trust.FIRST_SEEN, trust(again));
        sendAgain(before.waiting());
        alice.send(again, "and on");
        room.settle();
        assertEquals(List.of("at the relay", "waiting", "and on"), again.texts(alice));
    }

    @Test
    void a_new_key_of_somebody_verified_gets_nothing_at_all_until_it_is_verified() throws Exception {
        talked();
        verify(bob, true);
        Before before = writesToFormer();
        Box again = reRegistered();
        failed(before.atRelay());
        failed(before.waiting());
        asks(again, before.envelopes());
        again.send(alice, "it is me");
        // Neither accepting nor taking the check back is enough.
        accept(again);
        verify(again, false);
        assertEquals(Trust.CHANGED_AFTER_VERIFIED, trust(again));
        assertEquals(
                ClientException.Why.KEY_CHANGED,
                assertThrows(ClientException.class, () -> alice.send(again, "secret"))
                        .why());
        assertEquals(
                ClientException.Why.KEY_CHANGED,
                assertThrows(ClientException.class, () -> sendAgain(before.waiting()))
                        .why());
        again.work();
        room.deliverAll();
        room.pass(Duration.ofDays(1));
        alice.work();
        assertEquals(List.of(), room.underWay, "not even a receipt");
        assertTrue(alice.texts(again).contains("it is me"));

        verify(again, true);
        assertEquals(Trust.VERIFIED, trust(again));
        sendAgain(before.atRelay());
        sendAgain(before.waiting());
        alice.send(again, "and on");
        room.settle();
        assertEquals(List.of("at the relay", "waiting", "and on"), again.texts(alice));
        assertEquals(
                List.of(Kind.VERIFIED, Kind.NO_LONGER_MEMBER, Kind.KEY_CHANGED, Kind.VERIFIED),
                alice.bench.notices(again.account()));
    }

    @Test
    void what_left_for_a_former_device_is_not_sent_to_a_new_one_because_that_asks() throws Exception {
        talked();
        verify(bob, true);
        Before before = writesToFormer();
        Box device = newDevice();
        alice.bench.step(desk ->
                new DeviceLists(desk).take(desk.people.find(bob.account()).orElseThrow(), device.bench.own.manifest()));
        asks(device, before.envelopes());
        room.settle();
        // The same account: what had not left goes on, as §2 says, and trust stays.
        assertEquals(List.of("waiting"), device.texts(alice));
        assertEquals(Trust.VERIFIED, trust(device));
        assertTrue(alice.bench.notices(bob.account()).contains(Kind.NEW_DEVICE));
        assertInstanceOf(Delivery.AtRelay.class, alice.delivery(before.atRelay()));

        alice.bench.step(desk -> Sending.expired(desk, before.envelopes().getFirst()));
        assertInstanceOf(Delivery.Expired.class, alice.delivery(before.atRelay()));
        sendAgain(before.atRelay());
        room.settle();
        assertEquals(List.of("waiting", "at the relay"), device.texts(alice));
    }

    @Test
    void a_device_that_its_own_first_words_show_first_is_said() throws Exception {
        talked();
        Box device = newDevice();
        device.send(alice, "from my new computer");
        room.settle();
        assertTrue(alice.texts(bob).contains("from my new computer"));
        assertEquals(List.of(Kind.NEW_DEVICE), alice.bench.notices(bob.account()));
    }

    @Test
    void who_cannot_be_asked_any_more_leaves_what_was_lost_as_lost() throws Exception {
        talked();
        bob.send(alice, "broken");
        bob.work();
        room.deliver(room.underWay.removeFirst().changed(3000));
        Box again = reRegistered();
        assertEquals(
                List.of(Kind.NO_LONGER_MEMBER, Kind.MESSAGE_LOST, Kind.KEY_CHANGED),
                alice.bench.notices(again.account()));
        room.pass(Duration.ofSeconds(2));
        int fetched = room.fetched();
        alice.work();
        assertEquals(fetched, room.fetched());
        assertEquals(List.of(), room.underWay, "nobody is asked");
        assertEquals(Optional.empty(), alice.bench.ask(desk -> new Unopened(desk.sql()).nextDue()));
    }

    @Test
    void a_device_that_goes_while_it_is_asked_leaves_repair_to_the_new_one() throws Exception {
        talked();
        bob.send(alice, "broken");
        bob.work();
        room.deliver(room.underWay.removeFirst().changed(3000));
        room.pass(Duration.ofSeconds(2));
        alice.work();
        room.underWay.clear();
        Box device = newDevice();
        device.send(alice, "again here");
        room.settle();
        assertEquals(List.of(Kind.NEW_DEVICE, Kind.MESSAGE_LOST), alice.bench.notices(bob.account()));
        assertTrue(alice.texts(bob).contains("again here"));
        alice.send(bob, "welcome");
        room.settle();
        assertEquals(List.of("welcome"), device.texts(alice));
    }

    @Test
    void nobody_is_asked_while_their_key_is_in_doubt_and_all_comes_once_it_is_not() throws Exception {
        talked();
        bob.send(alice, "broken");
        bob.work();
        room.deliver(room.underWay.removeFirst().changed(3000));
        alice.bench.step(desk -> desk.people.trust(bob.account(), Trust.CHANGED_AFTER_VERIFIED));
        int fetched = room.fetched();
        for (int i = 0; i < 5; i++) {
            room.pass(Duration.ofHours(30));
            alice.work();
        }
        assertEquals(fetched, room.fetched());
        assertEquals(List.of(), room.underWay);
        verify(bob, true);
        room.settle();
        assertEquals(List.of("hi, too", "broken"), alice.texts(bob));
    }

    /// All that a relay may say instead of keys that can be used.
    private List<Function<ClientFrame.FetchKeys, RelayFrame>> notTheKeys() {
        Octets garbage = Octets.of(new byte[2991]);
        return List.of(
                ask -> new RelayFrame.Refused(ask.tag(), Refusal.NO_KEYS, 0, 0),
                ask -> new RelayFrame.Refused(ask.tag(), Refusal.TOO_OFTEN, 0, 0),
                ask -> new RelayFrame.Done(ask.tag()),
                ask -> new RelayFrame.Keys(ask.tag(), garbage, garbage, Optional.empty()),
                ask -> {
                    RelayFrame.Keys keys = (RelayFrame.Keys) room.published(ask);
                    return new RelayFrame.Keys(ask.tag(), keys.manifest(), garbage, Optional.empty());
                });
    }

    @Test
    void a_message_waits_for_keys_whatever_the_relay_says_instead_and_goes_when_they_are_there() throws Exception {
        List<MessageId> sent = List.of(alice.send(bob, "one"), alice.send(bob, "two"), alice.send(bob, "three"));
        int asked = 0;
        for (Function<ClientFrame.FetchKeys, RelayFrame> answer : notTheKeys()) {
            room.keys = ask -> Optional.of(answer.apply(ask));
            alice.work();
            alice.work();
            assertEquals(++asked, room.fetched(), "asked once, then not before the pause is over");
            for (MessageId message : sent) {
                assertEquals(new Delivery.Waiting(Delivery.Why.KEYS), alice.delivery(message));
            }
            room.pass(DeskBench.TIMING.keysRetry());
        }
        assertEquals(List.of(), alice.bench.notices(bob.account()));
        room.keys = ask -> Optional.empty();
        alice.send(bob, "four");
        room.settle();
        assertEquals(List.of("one", "two", "three", "four"), bob.texts(alice));
        assertInstanceOf(Delivery.OnDevice.class, alice.delivery(sent.getFirst()));
    }

    @Test
    void a_relay_that_says_when_to_ask_again_is_not_asked_before() throws Exception {
        alice.send(bob, "one");
        room.keys = ask -> Optional.of(new RelayFrame.Refused(ask.tag(), Refusal.TOO_OFTEN, A_MINUTE, 0));
        alice.work();
        room.pass(Duration.ofSeconds(A_MINUTE - 1));
        alice.work();
        assertEquals(1, room.fetched());
        room.keys = ask -> Optional.empty();
        room.pass(Duration.ofSeconds(1));
        room.settle();
        assertEquals(List.of("one"), bob.texts(alice));
    }

    @Test
    void keys_past_their_time_are_not_used_and_newer_ones_are() throws Exception {
        MessageId early = alice.send(bob, "early");
        room.pass(Duration.ofDays(17));
        alice.work();
        assertEquals(new Delivery.Waiting(Delivery.Why.KEYS), alice.delivery(early));
        assertEquals(List.of(), room.underWay);
        // Bob comes back and publishes.
        bob.work();
        alice.somethingNew();
        room.settle();
        assertEquals(List.of("early"), bob.texts(alice));
    }

    @Test
    void repair_without_keys_asks_later_loses_nothing_and_counts_no_try() throws Exception {
        talked();
        bob.send(alice, "broken");
        bob.send(alice, "whole");
        bob.work();
        room.deliver(room.underWay.removeFirst().changed(3000));
        room.deliverAll();
        room.keys = ask -> Optional.of(new RelayFrame.Refused(ask.tag(), Refusal.NO_KEYS, 0, 0));
        for (int i = 0; i < 10; i++) {
            room.pass(Duration.ofMinutes(1));
            alice.work();
        }
        assertEquals(
                List.of(0),
                alice.bench.ask(desk -> new Unopened(desk.sql())
                        .due(Long.MAX_VALUE).stream().map(Unopened.Lost::asked).toList()));
        room.keys = ask -> Optional.empty();
        room.settle();
        assertEquals(List.of("hi, too", "whole", "broken"), alice.texts(bob));
        assertFalse(alice.history(bob).stream()
                .anyMatch(row -> row.body() instanceof Message.Notice notice && notice.kind() == Kind.MESSAGE_LOST));
    }
}
