package app.parley.client.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Person.Trust;
import app.parley.client.core.TestCircle.TestPerson;
import app.parley.client.session.Identities;
import app.parley.crypto.EnvelopeKind;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A relay that has the right key and cheats Bob. Whatever it does, nothing wrong is shown as
/// right, and once it is honest again all goes on (PROTOCOL.md §0).
class CheatingRelayTest {
    private static final String ALICE = "+12025550100";
    private static final String BOB = "+12025550101";
    private static final String MALLORY = "+12025550102";

    @TempDir
    Path folder;

    private TestCircle circle;
    private TestPerson alice;
    private TestPerson bob;
    private final FaultyDialer relay = new FaultyDialer();

    @BeforeEach
    void start() throws Exception {
        circle = new TestCircle(folder);
        alice = circle.person("Alice", ALICE);
        bob = circle.person("Bob", BOB, "Bob", relay);
    }

    @AfterEach
    void stop() throws Exception {
        circle.close();
    }

    /// Both have heard each other, and nothing is on its way any more.
    private void acquainted() throws Exception {
        alice.send(bob, "hi");
        bob.awaitTexts(alice, "hi");
        Message reply = bob.send(alice, "hi, too");
        bob.awaitDelivery(alice, reply, Delivery.OnDevice.class);
    }

    private void honest() {
        relay.in = List::of;
        relay.out = List::of;
        relay.cut();
        bob.client().retryNow();
        bob.awaitLinked();
    }

    /// After all, both can write to each other.
    private void goesOn() throws Exception {
        Message last = alice.send(bob, "last of Alice");
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).contains("last of Alice"));
        alice.awaitDelivery(bob, last, Delivery.OnDevice.class);
        bob.send(alice, "last of Bob");
        await().atMost(TestCircle.PATIENCE).until(() -> alice.texts(bob).contains("last of Bob"));
    }

    private static List<RelayFrame> nothing() {
        return List.of();
    }

    @Test
    void what_it_drops_is_never_shown_as_delivered() throws Exception {
        acquainted();
        AtomicBoolean dropped = new AtomicBoolean();
        relay.in = frame ->
                frame instanceof RelayFrame.Deliver && dropped.compareAndSet(false, true) ? nothing() : List.of(frame);
        Message lost = alice.send(bob, "dropped");
        await().atMost(TestCircle.PATIENCE).untilTrue(dropped);
        Message kept = alice.send(bob, "kept");
        alice.awaitDelivery(bob, kept, Delivery.OnDevice.class);
        assertInstanceOf(Delivery.AtRelay.class, alice.delivery(bob, lost.id()));
        assertFalse(bob.texts(alice).contains("dropped"));
        goesOn();
    }

    @Test
    void what_it_delays_and_delivers_backwards_comes_once_each() throws Exception {
        acquainted();
        List<RelayFrame> held = Collections.synchronizedList(new ArrayList<>());
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Deliver)) {
                return List.of(frame);
            }
            held.add(frame);
            return held.size() < 5 ? nothing() : new ArrayList<>(held.reversed());
        };
        // Backwards in numbers, too: the client passes over numbers below the highest it dealt with, and gets
        // the rest when it asks anew.
        for (int i = 0; i < 5; i++) {
            alice.send(bob, "message " + i);
        }
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).contains("message 4"));
        assertEquals(1, Collections.frequency(bob.texts(alice), "message 4"));
        honest();
        goesOn();
        assertTrue(
                bob.texts(alice).stream().distinct().count() == bob.texts(alice).size());
    }

    @Test
    void envelopes_that_it_renumbers_and_swaps_come_once_each() throws Exception {
        acquainted();
        AtomicReference<Optional<RelayFrame.Deliver>> held = new AtomicReference<>(Optional.empty());
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Deliver deliver)) {
                return List.of(frame);
            }
            Optional<RelayFrame.Deliver> first = held.getAndSet(Optional.of(deliver));
            if (first.isEmpty()) {
                return nothing();
            }
            held.set(Optional.empty());
            RelayFrame.Deliver before = first.get();
            return List.of(
                    new RelayFrame.Deliver(before.handle(), before.seq(), deliver.envelope()),
                    new RelayFrame.Deliver(deliver.handle(), deliver.seq(), before.envelope()));
        };
        for (int i = 0; i < 4; i++) {
            alice.send(bob, "message " + i);
        }
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).size() == 5);
        assertEquals(List.of("hi", "message 1", "message 0", "message 3", "message 2"), bob.texts(alice));
        honest();
        goesOn();
    }

    @Test
    void an_envelope_in_the_wrong_mailbox_is_never_shown_under_the_wrong_name() throws Exception {
        acquainted();
        TestPerson mallory = circle.person("Mallory", MALLORY);
        mallory.send(bob, "it is Mallory");
        bob.awaitTexts(mallory, "it is Mallory");
        // Her receipt is here as well: what comes after this is what is sent below.
        Message hello = bob.send(mallory, "hello Mallory");
        bob.awaitDelivery(mallory, hello, Delivery.OnDevice.class);
        Set<Integer> handles = ConcurrentHashMap.newKeySet();
        AtomicBoolean swapped = new AtomicBoolean();
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Deliver deliver)) {
                return List.of(frame);
            }
            handles.add(deliver.handle());
            Optional<Integer> other = handles.stream()
                    .filter(handle -> handle != deliver.handle())
                    .findFirst();
            boolean first = other.isPresent() && swapped.compareAndSet(false, true);
            // With a number far above what came before, so that it is looked at.
            return first
                    ? List.of(new RelayFrame.Deliver(other.get(), deliver.seq() + 1000, deliver.envelope()))
                    : List.of(frame);
        };
        alice.send(bob, "from Alice 1");
        bob.awaitTexts(alice, "hi", "from Alice 1");
        mallory.send(bob, "from Mallory 1");
        await().atMost(TestCircle.PATIENCE).untilTrue(swapped);
        honest();
        goesOn();
        bob.awaitTexts(mallory, "it is Mallory", "from Mallory 1");
        bob.awaitTexts(alice, "hi", "from Alice 1", "last of Alice");
    }

    @Test
    void keys_of_somebody_else_are_not_used_and_the_message_waits() throws Exception {
        TestPerson mallory = circle.person("Mallory", MALLORY);
        bob.sees(alice);
        bob.sees(mallory);
        AtomicReference<Optional<RelayFrame.Keys>> hers = new AtomicReference<>(Optional.empty());
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Keys keys) {
                hers.compareAndSet(Optional.empty(), Optional.of(keys));
            }
            return List.of(frame);
        };
        bob.send(mallory, "hello Mallory");
        mallory.awaitTexts(bob, "hello Mallory");
        RelayFrame.Keys stolen = hers.get().orElseThrow();
        relay.in = frame -> frame instanceof RelayFrame.Keys keys
                ? List.of(new RelayFrame.Keys(keys.tag(), stolen.manifest(), stolen.bundle(), stolen.oneTime()))
                : List.of(frame);
        Message secret = bob.send(alice, "for Alice only");
        await().atMost(TestCircle.PATIENCE)
                .until(() -> bob.delivery(alice, secret.id()).equals(new Delivery.Waiting(Delivery.Why.KEYS)));
        assertEquals(List.of("hello Mallory"), mallory.texts(bob));
        honest();
        alice.awaitTexts(bob, "for Alice only");
    }

    @Test
    void a_part_of_the_keys_that_it_swaps_spoils_all_of_them() throws Exception {
        TestPerson mallory = circle.person("Mallory", MALLORY);
        bob.sees(mallory);
        AtomicReference<Optional<RelayFrame.Keys>> hers = new AtomicReference<>(Optional.empty());
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Keys keys) {
                hers.compareAndSet(Optional.empty(), Optional.of(keys));
            }
            return List.of(frame);
        };
        bob.send(mallory, "hello Mallory");
        mallory.awaitTexts(bob, "hello Mallory");
        RelayFrame.Keys stolen = hers.get().orElseThrow();
        AtomicInteger asked = new AtomicInteger();
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Keys keys)) {
                return List.of(frame);
            }
            return List.of(
                    switch (asked.getAndIncrement() % 3) {
                        case 0 -> new RelayFrame.Keys(keys.tag(), keys.manifest(), stolen.bundle(), keys.oneTime());
                        case 1 -> new RelayFrame.Keys(keys.tag(), keys.manifest(), keys.bundle(), stolen.oneTime());
                        default -> new RelayFrame.Keys(keys.tag(), stolen.manifest(), keys.bundle(), keys.oneTime());
                    });
        };
        Message secret = bob.send(alice, "for Alice only");
        await().atMost(TestCircle.PATIENCE).until(() -> asked.get() >= 3);
        assertInstanceOf(Delivery.Waiting.class, bob.delivery(alice, secret.id()));
        assertEquals(List.of(), alice.texts(bob));
        honest();
        alice.awaitTexts(bob, "for Alice only");
    }

    @Test
    void an_old_bundle_that_it_repeats_is_refused() throws Exception {
        acquainted();
        AtomicReference<Optional<RelayFrame.Keys>> old = new AtomicReference<>(Optional.empty());
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Keys keys) {
                old.compareAndSet(Optional.empty(), Optional.of(keys));
            }
            return List.of(frame);
        };
        // Something that cannot be opened makes Bob begin a new session, with fresh keys each time.
        breakOne("broken 1");
        await().atMost(TestCircle.PATIENCE).until(() -> old.get().isPresent());
        RelayFrame.Keys first = old.get().orElseThrow();
        // Alice publishes new keys, and Bob gets to see them once.
        circle.relayClock.set(Duration.ofDays(3));
        alice.reopen();
        alice.awaitLinked();
        AtomicReference<Optional<RelayFrame.Keys>> newer = new AtomicReference<>(Optional.empty());
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Keys keys && !keys.bundle().equals(first.bundle())) {
                newer.set(Optional.of(keys));
            }
            return List.of(frame);
        };
        relay.cut();
        bob.client().retryNow();
        bob.awaitLinked();
        breakOne("broken 2");
        await().atMost(TestCircle.PATIENCE).until(() -> newer.get().isPresent());
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).contains("broken 2"));
        // What Bob writes in the new session needs no first contact once Alice was heard in it.
        Message heard = bob.send(alice, "mended");
        bob.awaitDelivery(alice, heard, Delivery.OnDevice.class);
        AtomicInteger repeated = new AtomicInteger();
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Keys keys)) {
                return List.of(frame);
            }
            repeated.incrementAndGet();
            return List.of(new RelayFrame.Keys(keys.tag(), first.manifest(), first.bundle(), first.oneTime()));
        };
        AtomicInteger begun = new AtomicInteger();
        relay.out = frame -> {
            if (frame instanceof ClientFrame.Send send
                    && EnvelopeKind.of(send.envelope().toArray()).equals(Optional.of(EnvelopeKind.FIRST_CONTACT))) {
                begun.incrementAndGet();
            }
            return List.of(frame);
        };
        breakOne("broken 3");
        // Asked for again: what came of the first answer is over by then.
        await().atMost(TestCircle.PATIENCE).until(() -> repeated.get() > 1);
        assertEquals(0, begun.get());
        honest();
        goesOn();
    }

    /// An envelope of Alice's is changed on its way to Bob, who then asks for it in a new session.
    private void breakOne(String text) throws Exception {
        Function<RelayFrame, List<RelayFrame>> before = relay.in;
        AtomicBoolean broken = new AtomicBoolean();
        relay.in = frame -> frame instanceof RelayFrame.Deliver deliver && broken.compareAndSet(false, true)
                ? List.of(new RelayFrame.Deliver(deliver.handle(), deliver.seq(), flipped(deliver.envelope())))
                : before.apply(frame);
        alice.send(bob, text);
        await().atMost(TestCircle.PATIENCE).untilTrue(broken);
        relay.in = before;
    }

    private static Envelope flipped(Envelope envelope) {
        byte[] bytes = envelope.toArray();
        bytes[3000] ^= 1;
        return Envelope.of(bytes);
    }

    @Test
    void truncated_and_garbled_envelopes_are_asked_for_again() throws Exception {
        acquainted();
        AtomicInteger number = new AtomicInteger();
        relay.in = frame -> frame instanceof RelayFrame.Deliver deliver && number.getAndIncrement() < 2
                ? List.of(new RelayFrame.Deliver(deliver.handle(), deliver.seq(), Envelope.of(new byte[4096])))
                : List.of(frame);
        alice.send(bob, "one");
        alice.send(bob, "two");
        await().atMost(TestCircle.PATIENCE).until(() -> bob.texts(alice).containsAll(List.of("one", "two")));
        assertEquals(3, bob.texts(alice).size());
        goesOn();
    }

    @Test
    void answers_to_other_questions_end_the_connection_and_nothing_else() throws Exception {
        acquainted();
        AtomicInteger wrong = new AtomicInteger();
        relay.in = frame -> frame instanceof RelayFrame.Accepted accepted && wrong.getAndIncrement() < 3
                ? List.of(new RelayFrame.KeysLow(1), new RelayFrame.Done(accepted.tag() + 1000))
                : List.of(frame);
        Message message = bob.send(alice, "once");
        bob.awaitDelivery(alice, message, Delivery.OnDevice.class);
        assertEquals(1, Collections.frequency(alice.texts(bob), "once"));
        goesOn();
    }

    @Test
    void an_acceptance_that_is_a_lie_is_never_shown_as_more() throws Exception {
        acquainted();
        AtomicInteger spoilt = new AtomicInteger();
        relay.out = frame -> frame instanceof ClientFrame.Send send && spoilt.getAndIncrement() == 0
                ? List.of(new ClientFrame.Send(send.tag(), send.sid(), flipped(send.envelope())))
                : List.of(frame);
        Message message = bob.send(alice, "spoilt");
        bob.awaitDelivery(alice, message, Delivery.AtRelay.class);
        Message later = bob.send(alice, "later");
        bob.awaitDelivery(alice, later, Delivery.OnDevice.class);
        // Alice got something she could not open, asked for it, and has it now.
        bob.awaitDelivery(alice, message, Delivery.OnDevice.class);
        assertEquals(List.of("hi, too", "later", "spoilt"), alice.texts(bob));
    }

    @Test
    void acknowledgements_of_sends_that_it_withholds_leave_the_message_waiting() throws Exception {
        acquainted();
        relay.in = frame -> frame instanceof RelayFrame.Accepted ? nothing() : List.of(frame);
        relay.out = frame -> frame instanceof ClientFrame.Send ? List.of() : List.of(frame);
        Message message = bob.send(alice, "waiting");
        Message another = bob.send(alice, "waiting, too");
        assertInstanceOf(Delivery.Waiting.class, bob.delivery(alice, message.id()));
        honest();
        bob.awaitDelivery(alice, another, Delivery.OnDevice.class);
        assertEquals(List.of("hi, too", "waiting", "waiting, too"), alice.texts(bob));
    }

    @Test
    void an_expiry_that_is_a_lie_takes_nothing_back() throws Exception {
        acquainted();
        List<EnvelopeId> sent = new CopyOnWriteArrayList<>();
        relay.out = frame -> {
            if (frame instanceof ClientFrame.Send send) {
                sent.add(Identities.envelope(send.envelope().toArray()));
            }
            return List.of(frame);
        };
        Message arrived = bob.send(alice, "arrives");
        bob.awaitDelivery(alice, arrived, Delivery.OnDevice.class);
        alice.close();
        Message expires = bob.send(alice, "expires");
        bob.awaitDelivery(alice, expires, Delivery.AtRelay.class);
        relay.in = frame -> frame instanceof RelayFrame.ExpiredList list
                ? List.of(new RelayFrame.ExpiredList(list.tag(), List.copyOf(sent)))
                : List.of(frame);
        circle.relayClock.set(Duration.ofDays(15));
        relay.cut();
        bob.client().retryNow();
        bob.awaitDelivery(alice, expires, Delivery.Expired.class);
        assertInstanceOf(Delivery.OnDevice.class, bob.delivery(alice, arrived.id()));
    }

    @Test
    void who_it_says_holds_a_verified_number_is_not_written_to() throws Exception {
        acquainted();
        TestPerson mallory = circle.person("Mallory", MALLORY);
        bob.sees(mallory);
        bob.client().setVerified(alice.account(), true);
        // It takes Alice away, and gives her number to somebody else.
        relay.in = frame -> switch (frame) {
            case RelayFrame.Found found ->
                List.of(new RelayFrame.Found(
                        found.tag(),
                        new RelayFrame.Member(
                                mallory.account(),
                                found.member().manifest(),
                                found.member().profile(),
                                false,
                                0)));
            case RelayFrame.Presence presence -> List.of(new RelayFrame.MemberLeft(alice.account()), presence);
            default -> List.of(frame);
        };
        mallory.reopen();
        mallory.awaitLinked();
        await().atMost(TestCircle.PATIENCE).until(() -> !bob.sees(alice).member());
        bob.client().find(alice.number);
        bob.awaitEvent(event -> event instanceof ClientEvent.PersonReplaced replaced
                && replaced.now().trust() == Trust.CHANGED_AFTER_VERIFIED);
        ClientException refused =
                assertThrows(ClientException.class, () -> bob.client().send(mallory.account(), "secret"));
        assertEquals(ClientException.Why.KEY_CHANGED, refused.why());
        assertEquals(List.of(), mallory.texts(bob));
    }

    @Test
    void devices_that_it_makes_up_are_not_believed() throws Exception {
        acquainted();
        TestPerson mallory = circle.person("Mallory", MALLORY);
        bob.sees(mallory);
        AtomicReference<Octets> hers = new AtomicReference<>(Octets.EMPTY);
        AtomicBoolean shown = new AtomicBoolean();
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Members page)) {
                return List.of(frame);
            }
            page.members().stream()
                    .filter(member -> member.account().equals(mallory.account()))
                    .forEach(member -> hers.set(member.manifest()));
            List<RelayFrame.Member> changed = page.members().stream()
                    .map(member -> member.account().equals(alice.account())
                            ? as(member, forged(member.manifest(), hers.get()))
                            : member)
                    .toList();
            shown.set(true);
            return List.of(new RelayFrame.Members(page.tag(), changed, page.more()));
        };
        relay.cut();
        bob.client().retryNow();
        await().atMost(TestCircle.PATIENCE).untilTrue(shown);
        bob.awaitLinked();
        assertEquals(Trust.FIRST_SEEN, bob.sees(alice).trust());
        goesOn();
        assertEquals(List.of(), mallory.texts(bob));
    }

    /// Alice's list with a device of Mallory's in it, under the signature that it had.
    private static Octets forged(Octets list, Octets other) {
        byte[] bytes = list.toArray();
        byte[] from = other.length() == bytes.length ? other.toArray() : bytes.clone();
        // The device keys stand before the signature of 64 octets.
        System.arraycopy(from, bytes.length - 64 - 64, bytes, bytes.length - 64 - 64, 64);
        bytes[bytes.length - 65] ^= 1;
        return Octets.of(bytes);
    }

    private static RelayFrame.Member as(RelayFrame.Member member, Octets manifest) {
        return new RelayFrame.Member(member.account(), manifest, member.profile(), member.online(), member.lastSeen());
    }

    @Test
    void a_counter_beyond_reason_is_no_sign_in() throws Exception {
        acquainted();
        relay.in = frame -> frame instanceof RelayFrame.SignedIn in
                ? List.of(new RelayFrame.SignedIn(in.tag(), in.manifestSeq(), Long.MAX_VALUE, in.oneTimeLeft()))
                : List.of(frame);
        relay.cut();
        bob.client().retryNow();
        bob.awaitLost();
        honest();
        goesOn();
    }

    @Test
    void counters_that_it_makes_up_cost_a_new_session_and_no_message() throws Exception {
        acquainted();
        AtomicBoolean lied = new AtomicBoolean();
        relay.in = frame -> {
            if (frame instanceof RelayFrame.SignedIn in && lied.compareAndSet(false, true)) {
                return List.of(new RelayFrame.SignedIn(in.tag(), in.manifestSeq(), 1000, in.oneTimeLeft()));
            }
            if (frame instanceof RelayFrame.Subscribed subscribed) {
                return List.of(new RelayFrame.Subscribed(
                        subscribed.tag(),
                        subscribed.mailboxes().stream()
                                .map(state -> new RelayFrame.Subscribed.State(state.handle(), true, 0, 0))
                                .toList()));
            }
            return List.of(frame);
        };
        relay.cut();
        bob.client().retryNow();
        await().atMost(TestCircle.PATIENCE).untilTrue(lied);
        bob.awaitEvent(ClientEvent.StateRolledBack.class::isInstance);
        honest();
        goesOn();
        assertEquals(1, Collections.frequency(bob.texts(alice), "hi"));
    }

    @Test
    void a_flood_of_frames_that_nobody_asked_for_is_survived() throws Exception {
        acquainted();
        AtomicBoolean flooded = new AtomicBoolean();
        relay.in = frame -> {
            if (!(frame instanceof RelayFrame.Presence) || !flooded.compareAndSet(false, true)) {
                return List.of(frame);
            }
            List<RelayFrame> flood = new ArrayList<>();
            IntStream.range(0, 2000).forEach(i -> {
                flood.add(new RelayFrame.Presence(alice.account(), i % 2 == 0, i));
                flood.add(new RelayFrame.KeysLow(0));
                flood.add(new RelayFrame.NumberClaimed());
            });
            return flood;
        };
        alice.reopen();
        alice.awaitLinked();
        await().atMost(TestCircle.PATIENCE).untilTrue(flooded);
        goesOn();
    }

    @Test
    void refusing_everything_loses_nothing() throws Exception {
        acquainted();
        AtomicInteger refused = new AtomicInteger();
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Accepted accepted && refused.get() < 4) {
                Refusal why = List.of(
                                Refusal.RELAY_FULL, Refusal.MAILBOX_FULL, Refusal.TOO_OFTEN, Refusal.NO_SUCH_MAILBOX)
                        .get(refused.getAndIncrement());
                return List.of(new RelayFrame.Refused(accepted.tag(), why, 0, 0));
            }
            return List.of(frame);
        };
        Message message = bob.send(alice, "in the end");
        bob.awaitDelivery(alice, message, Delivery.OnDevice.class);
        assertEquals(List.of("hi, too", "in the end"), alice.texts(bob));
        assertTrue(bob.link() instanceof Link.Connected);
    }

    @Test
    void a_relay_that_was_asked_too_often_is_not_asked_ever_more_often() throws Exception {
        acquainted();
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean busy = new AtomicBoolean(true);
        relay.in = frame -> {
            if (frame instanceof RelayFrame.Accepted accepted && busy.get()) {
                refused.incrementAndGet();
                return List.of(new RelayFrame.Refused(accepted.tag(), Refusal.TOO_OFTEN, 0, 0));
            }
            return List.of(frame);
        };
        int many = 30;
        long began = System.nanoTime();
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            sent.add(alice.send(bob, "number " + i));
        }
        await().atMost(TestCircle.PATIENCE).until(() -> refused.get() >= 3 * many);
        // A round goes out at most every 300 ms, and the first one with the messages themselves.
        long rounds = 2 + Duration.ofNanos(System.nanoTime() - began).toMillis() / 300;
        assertTrue(refused.get() <= rounds * (many + 2), () -> refused.get() + " in " + rounds + " rounds");
        busy.set(false);
        alice.awaitDelivery(bob, sent.getLast(), Delivery.OnDevice.class);
    }
}
