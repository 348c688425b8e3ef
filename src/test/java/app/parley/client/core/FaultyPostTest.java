package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Delivery;
import app.parley.client.MessageId;
import app.parley.client.core.PostRoom.Box;
import app.parley.client.core.PostRoom.Mail;
import app.parley.client.history.Sessions;
import app.parley.client.history.Unopened;
import app.parley.crypto.EnvelopeKind;
import app.parley.protocol.Octets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two profiles between which envelopes are lost, changed, repeated, held up and mixed, those of
/// repair among them, in every order that a seed makes (PROTOCOL.md §6).
class FaultyPostTest {
    /// For a longer run: `-Drepair.seeds=1000`.
    private static final int SEEDS = Integer.getInteger("repair.seeds", 7);
    private static final int STEPS = 70;

    @TempDir
    Path folder;

    @Test
    void whatever_happens_to_envelopes_each_message_comes_once_or_is_not_said_to_have_come() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            try (Run run = new Run(folder, seed)) {
                run.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /// One seed's story.
    private static final class Run implements AutoCloseable {
        private final Random random;
        private final DeskBench alicesBench;
        private final DeskBench bobsBench;
        private final PostRoom room = new PostRoom();
        private final Box alice;
        private final Box bob;
        private final Map<MessageId, String> byAlice = new LinkedHashMap<>();
        private final Map<MessageId, String> byBob = new LinkedHashMap<>();
        /// Messages of which an envelope went without a trace: dropped, or a first contact that
        /// nobody can unseal.
        private final Set<MessageId> untraceable = new HashSet<>();

        Run(Path folder, long seed) throws Exception {
            random = new Random(seed);
            alicesBench = new DeskBench(folder, "alice" + seed);
            bobsBench = new DeskBench(folder, "bob" + seed);
            alicesBench.knows(bobsBench.own);
            bobsBench.knows(alicesBench.own);
            alice = room.open(alicesBench);
            bob = room.open(bobsBench);
        }

        @Override
        public void close() {
            room.close();
            alicesBench.close();
            bobsBench.close();
        }

        void play() throws Exception {
            if (random.nextBoolean()) {
                // Both at the same time: neither has heard of the other when it begins.
                write(alice, bob, byAlice);
                write(bob, alice, byBob);
                alice.work();
                bob.work();
            }
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            room.settle();
            eachOnceOrNotSaid(alice, bob, byAlice);
            eachOnceOrNotSaid(bob, alice, byBob);
            nothingUnopened(alice);
            nothingUnopened(bob);
            oneSession();
        }

        private void write(Box from, Box to, Map<MessageId, String> written) throws Exception {
            String text = "text " + (byAlice.size() + byBob.size());
            written.put(from.send(to, text), text);
        }

        private void step() throws Exception {
            Box one = random.nextBoolean() ? alice : bob;
            switch (random.nextInt(10)) {
                case 0, 1 -> write(one, one == alice ? bob : alice, one == alice ? byAlice : byBob);
                case 2, 3, 4 -> one.work();
                case 5 -> room.pass(random.nextInt(6) == 0 ? Duration.ofMinutes(25) : Duration.ofMillis(1500));
                default -> moveOne();
            }
        }

        private void moveOne() throws Exception {
            if (room.underWay.isEmpty()) {
                return;
            }
            Mail mail = room.underWay.remove(random.nextInt(room.underWay.size()));
            switch (random.nextInt(10)) {
                case 0 -> mail.message().ifPresent(untraceable::add);
                case 1, 2 -> {
                    if (kind(mail).equals(Optional.of(EnvelopeKind.FIRST_CONTACT))) {
                        mail.message().ifPresent(untraceable::add);
                    }
                    room.deliver(mail.changed(4 + random.nextInt(4000)));
                }
                case 3 -> {
                    room.deliver(mail);
                    room.underWay.add(mail);
                }
                default -> room.deliver(mail);
            }
        }

        private static Optional<EnvelopeKind> kind(Mail mail) {
            return EnvelopeKind.of(mail.envelope().toArray());
        }

        private void eachOnceOrNotSaid(Box from, Box to, Map<MessageId, String> written) throws Exception {
            List<String> came = to.texts(from);
            assertEquals(came.size(), new HashSet<>(came).size(), "something came twice: " + came);
            assertTrue(written.values().containsAll(came), "something came that nobody wrote");
            for (Map.Entry<MessageId, String> one : written.entrySet()) {
                Delivery delivery = from.delivery(one.getKey());
                if (came.contains(one.getValue())) {
                    // Its receipt may have been lost without a trace; that it failed is never said.
                    assertTrue(
                            delivery instanceof Delivery.OnDevice || delivery instanceof Delivery.AtRelay,
                            one.getValue() + " came: " + delivery);
                } else {
                    assertTrue(delivery instanceof Delivery.AtRelay, one.getValue() + " did not come: " + delivery);
                    assertTrue(
                            untraceable.contains(one.getKey()),
                            one.getValue() + " did not come and could have been asked for");
                }
            }
        }

        private static void nothingUnopened(Box box) throws Exception {
            long forever = Long.MAX_VALUE;
            assertEquals(List.of(), box.bench.ask(desk -> new Unopened(desk.sql()).due(forever)), "still asked for");
        }

        /// After one round trip both write in one and the same session, and no keys are needed.
        private void oneSession() throws Exception {
            roundTrip("first");
            int fetched = room.fetched();
            List<String> fromAlice = new ArrayList<>(bob.texts(alice));
            List<String> fromBob = new ArrayList<>(alice.texts(bob));
            for (int i = 0; i < 3; i++) {
                roundTrip("then " + i);
                fromAlice.add("then " + i);
                fromBob.add("then " + i);
            }
            assertEquals(fromAlice, bob.texts(alice));
            assertEquals(fromBob, alice.texts(bob));
            assertEquals(fetched, room.fetched(), "another session was begun");
            assertEquals(writesIn(alice, bob), writesIn(bob, alice), "they write in different sessions");
        }

        private void roundTrip(String text) throws Exception {
            MessageId there = alice.send(bob, text);
            room.settle();
            MessageId back = bob.send(alice, text);
            room.settle();
            assertTrue(alice.delivery(there) instanceof Delivery.OnDevice, text);
            assertTrue(bob.delivery(back) instanceof Delivery.OnDevice, text);
        }

        private static Octets writesIn(Box from, Box to) throws Exception {
            return from.bench.ask(desk ->
                    new Sessions(desk.sql()).with(to.account()).getFirst().ephemeral());
        }
    }
}
