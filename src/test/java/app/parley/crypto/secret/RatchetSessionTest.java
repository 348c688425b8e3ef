package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.SeededRandomness;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RatchetSessionTest {
    private final SeededRandomness random = new SeededRandomness(1);
    private RatchetSession alice;
    private RatchetSession bob;

    @BeforeEach
    void meet() throws CryptoException {
        People people = People.met(random);
        alice = people.alice();
        bob = people.bob();
    }

    private byte[] fromAlice(String text) throws CryptoException {
        RatchetSession.Sealed sealed = alice.encrypt(text.getBytes(UTF_8), EnvelopeSize.SMALL, random);
        alice = sealed.next();
        return sealed.envelope();
    }

    private byte[] fromBob(String text) throws CryptoException {
        RatchetSession.Sealed sealed = bob.encrypt(text.getBytes(UTF_8), EnvelopeSize.SMALL, random);
        bob = sealed.next();
        return sealed.envelope();
    }

    private String toBob(byte[] envelope) throws CryptoException {
        RatchetSession.Opened opened = bob.decrypt(envelope);
        bob = opened.next();
        return new String(opened.plaintext(), UTF_8);
    }

    private String toAlice(byte[] envelope) throws CryptoException {
        RatchetSession.Opened opened = alice.decrypt(envelope);
        alice = opened.next();
        return new String(opened.plaintext(), UTF_8);
    }

    private void bobRefuses(byte[] envelope) {
        byte[] before = bob.encode();
        assertThrows(CryptoException.class, () -> bob.decrypt(envelope));
        assertArrayEquals(before, bob.encode(), "a refused envelope changed the session");
    }

    @Test
    void both_talk_and_both_know_when_the_other_has_the_session() throws CryptoException {
        assertFalse(alice.confirmed() || bob.confirmed());
        assertTrue(alice.canSend());
        assertFalse(bob.canSend());
        assertEquals("hello", toBob(fromAlice("hello")));
        assertTrue(bob.confirmed() && bob.canSend());
        assertFalse(alice.confirmed());
        assertEquals("hi", toAlice(fromBob("hi")));
        assertTrue(alice.confirmed());
        assertArrayEquals(alice.transcript(), bob.transcript());
    }

    @Tag("long")
    @Test
    void thousands_of_messages_back_and_forth_arrive() throws CryptoException {
        for (int i = 0; i < 2000; i++) {
            assertEquals("ping " + i, toBob(fromAlice("ping " + i)));
            assertEquals("pong " + i, toAlice(fromBob("pong " + i)));
        }
        assertTrue(alice.encode().length < 3000, "session record is " + alice.encode().length);
    }

    @Tag("long")
    @Test
    void thousands_of_messages_one_way_arrive() throws CryptoException {
        for (int i = 0; i < 3000; i++) {
            assertEquals("m" + i, toBob(fromAlice("m" + i)));
        }
    }

    @Test
    void the_responder_cannot_send_before_it_has_received() {
        assertThrows(IllegalStateException.class, () -> bob.encrypt(new byte[1], EnvelopeSize.SMALL, random));
    }

    @Test
    void every_size_is_exact_and_holds_its_capacity() throws CryptoException {
        for (EnvelopeSize size : EnvelopeSize.values()) {
            byte[] content = random.bytes(size.capacity());
            RatchetSession.Sealed sealed = alice.encrypt(content, size, random);
            assertEquals(size.total(), sealed.envelope().length);
            assertEquals(Optional.of(EnvelopeKind.SESSION), EnvelopeKind.of(sealed.envelope()));
            assertArrayEquals(content, bob.decrypt(sealed.envelope()).plaintext());
            byte[] tooMuch = new byte[size.capacity() + 1];
            assertThrows(IllegalArgumentException.class, () -> alice.encrypt(tooMuch, size, random));
            assertEquals(size, EnvelopeSize.fitting(size.capacity()));
        }
        assertEquals("", toBob(fromAlice("")));
    }

    @Test
    void a_replay_is_refused_in_the_same_chain_and_after_a_ratchet_step() throws CryptoException {
        byte[] first = fromAlice("one");
        toBob(first);
        bobRefuses(first);
        toAlice(fromBob("two"));
        byte[] second = fromAlice("three");
        toBob(second);
        bobRefuses(first);
        bobRefuses(second);
    }

    @Test
    void one_session_does_not_open_anothers_messages() throws CryptoException {
        People others = People.met(random);
        byte[] foreign = others.alice()
                .encrypt("x".getBytes(UTF_8), EnvelopeSize.SMALL, random)
                .envelope();
        bobRefuses(foreign);
        byte[] own = fromAlice("mine");
        assertThrows(CryptoException.class, () -> alice.decrypt(own));
    }

    @Test
    void preparing_the_next_chain_ahead_changes_nothing_for_the_peer() throws CryptoException {
        toBob(fromAlice("one"));
        RatchetSession ready = bob.prepared(random);
        assertSame(ready, ready.prepared(random));
        bob = ready;
        assertEquals("two", toAlice(fromBob("two")));
        assertEquals("three", toBob(fromAlice("three")));
    }

    @Test
    void closing_an_old_session_leaves_the_new_one_usable() throws CryptoException {
        for (int i = 0; i < 20; i++) {
            RatchetSession oldAlice = alice;
            RatchetSession oldBob = bob;
            byte[] envelope = fromAlice("a" + i);
            oldAlice.close();
            assertEquals("a" + i, toBob(envelope));
            oldBob.close();
            oldBob = bob;
            oldAlice = alice;
            byte[] answer = fromBob("b" + i);
            oldBob.close();
            assertEquals("b" + i, toAlice(answer));
            oldAlice.close();
        }
    }

    @Test
    void a_refused_body_wipes_nothing_of_the_session_that_refused_it() throws CryptoException {
        toBob(fromAlice("one"));
        toAlice(fromBob("two"));
        byte[] envelope = fromAlice("three");
        byte[] forged = envelope.clone();
        // The header opens and the ratchet steps on; only then the body turns out wrong.
        forged[4000] ^= 1;
        bobRefuses(forged);
        assertEquals("three", toBob(envelope));
        assertEquals("four", toAlice(fromBob("four")));
    }
}
