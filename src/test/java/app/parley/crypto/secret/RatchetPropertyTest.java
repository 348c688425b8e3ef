package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ratchet against a network that reorders, drops, repeats and forges, with a seeded random
/// choice of steps.
class RatchetPropertyTest {
    /// One side, its session stored and read back after every step when `stored` is set.
    private static final class Side {
        private RatchetSession session;
        private final boolean stored;
        private final List<Message> inFlight = new ArrayList<>();
        private final List<Message> delivered = new ArrayList<>();

        Side(RatchetSession session, boolean stored) {
            this.session = session;
            this.stored = stored;
        }

        void moveTo(RatchetSession next) throws CryptoException {
            RatchetSession old = session;
            session = stored ? RatchetSession.decode(next.encode()) : next;
            old.close();
        }
    }

    private record Message(byte[] content, byte[] envelope) {}

    private final Set<String> commitments = new HashSet<>();

    private void send(Side from, Side to, SeededRandomness random, Random choices) throws CryptoException {
        byte[] content = random.bytes(choices.nextInt(200));
        RatchetSession.Sealed sealed = from.session.encrypt(content, EnvelopeSize.SMALL, random);
        from.moveTo(sealed.next());
        to.inFlight.add(new Message(content, sealed.envelope()));
        String commitment = HexFormat.of().formatHex(SessionEnvelope.commitment(sealed.envelope()));
        assertTrue(commitments.add(commitment), "one message key twice");
    }

    private static void deliver(Side to, int index) throws CryptoException {
        Message message = to.inFlight.remove(index);
        RatchetSession.Opened opened = to.session.decrypt(message.envelope());
        assertArrayEquals(message.content(), opened.plaintext());
        to.moveTo(opened.next());
        to.delivered.add(message);
    }

    private static void refused(Side to, byte[] envelope) {
        byte[] before = to.session.encode();
        assertThrows(CryptoException.class, () -> to.session.decrypt(envelope));
        assertArrayEquals(before, to.session.encode(), "a refused envelope changed the session");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104})
    void whatever_order_messages_come_in_each_opens_once_and_only_once(long seed) throws CryptoException {
        SeededRandomness random = new SeededRandomness(seed);
        Random choices = random.choices();
        People people = People.met(random);
        Side alice = new Side(people.alice(), seed % 2 == 0);
        Side bob = new Side(people.bob(), seed % 2 == 0);
        send(alice, bob, random, choices);
        deliver(bob, 0);
        for (int step = 0; step < 1500; step++) {
            Side from = choices.nextBoolean() ? alice : bob;
            Side to = from == alice ? bob : alice;
            switch (choices.nextInt(8)) {
                case 0, 1, 2 -> send(from, to, random, choices);
                case 3, 4 -> deliverOne(to, choices.nextInt(3) == 0 ? 0 : -1, choices);
                case 5 -> {
                    if (!to.delivered.isEmpty()) {
                        refused(
                                to,
                                to.delivered
                                        .get(choices.nextInt(to.delivered.size()))
                                        .envelope());
                    }
                }
                case 6 -> {
                    if (!to.inFlight.isEmpty()) {
                        Message message = to.inFlight.get(choices.nextInt(to.inFlight.size()));
                        byte[] forged = message.envelope().clone();
                        forged[choices.nextInt(forged.length)] ^= (byte) (1 << choices.nextInt(8));
                        refused(to, forged);
                    }
                }
                default -> {
                    if (!to.inFlight.isEmpty() && choices.nextInt(4) == 0) {
                        to.inFlight.remove(choices.nextInt(to.inFlight.size()));
                    }
                }
            }
            keepYoung(to);
        }
        assertTrue(alice.delivered.size() > 150 && bob.delivered.size() > 150);
        assertTrue(alice.session.confirmed() && bob.session.confirmed());
    }

    private static void deliverOne(Side to, int at, Random choices) throws CryptoException {
        if (!to.inFlight.isEmpty()) {
            deliver(to, at == 0 ? 0 : choices.nextInt(to.inFlight.size()));
        }
    }

    /// Nothing stays in flight so long that its chain is more than ten chains old.
    private static void keepYoung(Side to) throws CryptoException {
        while (to.inFlight.size() > 6) {
            deliver(to, 0);
        }
    }

    @Test
    void a_session_read_back_from_the_store_does_exactly_what_the_other_does() throws CryptoException {
        SeededRandomness random = new SeededRandomness(110);
        People people = People.met(random);
        RatchetSession alice = people.alice();
        RatchetSession bob = people.bob();
        for (int round = 0; round < 40; round++) {
            RatchetSession.Sealed one = alice.encrypt(new byte[] {1}, EnvelopeSize.SMALL, new SeededRandomness(round));
            RatchetSession.Sealed two = RatchetSession.decode(alice.encode())
                    .encrypt(new byte[] {1}, EnvelopeSize.SMALL, new SeededRandomness(round));
            assertArrayEquals(one.envelope(), two.envelope());
            assertArrayEquals(one.next().encode(), two.next().encode());
            RatchetSession.Opened opened = bob.decrypt(one.envelope());
            RatchetSession.Opened again = RatchetSession.decode(bob.encode()).decrypt(one.envelope());
            assertArrayEquals(opened.plaintext(), again.plaintext());
            assertArrayEquals(opened.next().encode(), again.next().encode());
            alice = one.next();
            bob = opened.next();
            if (round % 3 == 2) {
                RatchetSession swap = alice;
                alice = bob;
                bob = swap;
            }
        }
    }

    @Tag("long")
    @Test
    void no_bit_of_an_envelope_can_be_flipped() throws CryptoException {
        SeededRandomness random = new SeededRandomness(120);
        People people = People.met(random);
        byte[] content = random.bytes(10);
        byte[] envelope =
                people.alice().encrypt(content, EnvelopeSize.SMALL, random).envelope();
        byte[] before = people.bob().encode();
        for (int bit = 0; bit < envelope.length * 8; bit += bit < 128 ? 1 : 7) {
            envelope[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CryptoException.class, () -> people.bob().decrypt(envelope), "bit " + bit);
            envelope[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertArrayEquals(before, people.bob().encode());
        assertArrayEquals(content, people.bob().decrypt(envelope).plaintext());
    }

    @Test
    void all_single_bit_flips_around_the_commitment_are_refused() throws CryptoException {
        SeededRandomness random = new SeededRandomness(121);
        People people = People.met(random);
        byte[] envelope =
                people.alice().encrypt(new byte[9], EnvelopeSize.SMALL, random).envelope();
        int from = SessionEnvelope.COMMITMENT_AT - 16;
        int to = SessionEnvelope.COMMITMENT_AT + SessionEnvelope.COMMITMENT_SIZE + 16;
        for (int bit = from * 8; bit < to * 8; bit++) {
            envelope[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CryptoException.class, () -> people.bob().decrypt(envelope), "bit " + bit);
            envelope[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void random_bytes_of_every_length_are_refused() throws CryptoException {
        SeededRandomness random = new SeededRandomness(122);
        People people = People.met(random);
        for (int length : new int[] {0, 1, 3, 4, 100, 2343, 4095, 4096, 4097, 16_384, 65_535, 65_536, 65_537}) {
            byte[] noise = random.bytes(length);
            assertThrows(CryptoException.class, () -> people.bob().decrypt(noise));
            if (length >= 4) {
                noise[0] = 1;
                noise[1] = 1;
                noise[2] = 0;
                noise[3] = 1;
                assertThrows(CryptoException.class, () -> people.bob().decrypt(noise));
            }
        }
    }

    @Test
    void a_damaged_record_is_refused_or_a_session_but_never_a_crash() throws CryptoException {
        SeededRandomness random = new SeededRandomness(123);
        Random choices = random.choices();
        People people = People.met(random);
        RatchetSession.Sealed skipped = people.alice().encrypt(new byte[1], EnvelopeSize.SMALL, random);
        RatchetSession.Sealed sent = skipped.next().encrypt(new byte[1], EnvelopeSize.SMALL, random);
        byte[] record = people.bob().decrypt(sent.envelope()).next().encode();
        for (int length = 0; length < record.length; length += 5) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThrows(CryptoException.class, () -> RatchetSession.decode(cut));
        }
        byte[] longer = Arrays.copyOf(record, record.length + 1);
        assertThrows(CryptoException.class, () -> RatchetSession.decode(longer));
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = record.clone();
            damaged[choices.nextInt(damaged.length)] ^= (byte) (1 << choices.nextInt(8));
            try {
                assertFalse(RatchetSession.decode(damaged).toString().isEmpty());
            } catch (CryptoException expected) {
                refused++;
            }
        }
        assertTrue(refused > 0);
        assertEquals("RatchetSession[…]", RatchetSession.decode(record).toString());
    }
}
