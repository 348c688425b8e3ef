package app.parley.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.SeededRandomness;
import app.parley.crypto.Sha256;
import app.parley.crypto.Unwrapped;
import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/// Stored sessions, envelopes of strangers, and headers of a peer who has the keys.
class SessionFuzzTest {
    private static final SeededRandomness RANDOM = new SeededRandomness(90);
    /// What deriving 2000 keys at the end of a chain and 2000 of the next may allocate.
    private static final long FOUR_THOUSAND_KEYS = 16 << 20;

    private static RatchetState alice;
    private static RatchetSession bob;
    private static RatchetState newAlice;
    private static RatchetSession newBob;

    /// Two people at the beginning, and in the middle of a conversation: Alice has a new chain, Bob
    /// waits for it.
    @BeforeAll
    static void meet() throws CryptoException {
        People people = People.met(RANDOM);
        newAlice = RatchetCodec.decode(people.alice().encode());
        newBob = people.bob();
        RatchetSession.Sealed first = people.alice().encrypt(new byte[1], EnvelopeSize.SMALL, RANDOM);
        RatchetSession.Sealed answer =
                people.bob().decrypt(first.envelope()).next().encrypt(new byte[1], EnvelopeSize.SMALL, RANDOM);
        bob = answer.next();
        RatchetSession next = first.next().decrypt(answer.envelope()).next();
        alice = RatchetCodec.decode(next.encode()).withSendingChain(RANDOM);
    }

    @FuzzTest
    void stored_session(byte[] data) {
        Canonical.check(data, CryptoException.class, RatchetSession::decode, RatchetSession::encode);
    }

    @FuzzTest
    void envelope_of_a_stranger(byte[] data) {
        Canonical.find(data, EnvelopeKind::of);
        Canonical.find(data, bytes -> refused(() -> SessionEnvelope.commitment(bytes)));
        Canonical.find(data, bytes -> refused(() -> FirstContactSeal.generationOf(bytes)));
        Canonical.find(data, bytes -> refused(() -> bob.decrypt(bytes)));
    }

    @FuzzTest
    void header_of_a_hostile_peer(byte[] data) {
        hostile(alice, bob, data);
    }

    /// In the first chain nothing is agreed with the peer's ratchet key yet.
    @FuzzTest
    void first_header_of_a_hostile_peer(byte[] data) {
        hostile(newAlice, newBob, data);
    }

    /// A peer seals whatever header it likes: `flags, pn, n`, then keys as far as there are any.
    private static void hostile(RatchetState peer, RatchetSession us, byte[] data) {
        SendingChain.Active chain = peer.active();
        ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(data, Math.max(data.length, 9)));
        int flags = in.get();
        int pn = in.getInt();
        int n = in.getInt();
        byte[] dh = (flags & 1) == 0 ? chain.dh().publicKey() : taken(in, AgreementKey.SIZE);
        byte[] ek = (flags & 2) == 0 ? chain.kem().publicKey() : taken(in, RatchetHeader.EK_SIZE);
        byte[] ct = (flags & 4) == 0 ? chain.ct() : taken(in, RatchetHeader.CT_SIZE);
        RatchetHeader header = new RatchetHeader(dh, pn, n, ek, ct);
        MessageKey key = MessageKey.from(RatchetKeys.messageKey(chain.chainKey()));
        byte[] envelope = SessionEnvelope.seal(
                header, chain.headerKey(), key, peer.transcript(), new byte[1], EnvelopeSize.SMALL, RANDOM);
        byte[] before = us.encode();
        Canonical.find(envelope, FOUR_THOUSAND_KEYS, bytes -> refused(() -> us.decrypt(bytes)))
                .ifPresent(opened -> answered(opened.next()));
        assertArrayEquals(before, us.encode());
    }

    /// Whatever a message brought, its receiver can store the session and write in it.
    private static void answered(RatchetSession session) {
        try {
            RatchetSession stored = RatchetSession.decode(session.encode());
            assertArrayEquals(session.encode(), stored.encode());
            stored.encrypt(new byte[1], EnvelopeSize.SMALL, RANDOM);
        } catch (CryptoException e) {
            throw new AssertionError("a session was broken by what it accepted", e);
        }
    }

    /// Without those whose hash is right (the fuzzer can copy it from the comparison): they cost as
    /// much memory and time as they say, within the bounds of [KeyWrap].
    @FuzzTest
    void wrapped_key(byte[] data) {
        int hashAt = Math.max(0, data.length - Sha256.SIZE);
        byte[] hash = Sha256.of(Arrays.copyOf(data, hashAt));
        if (Arrays.equals(hash, Arrays.copyOfRange(data, hashAt, data.length))) {
            return;
        }
        try (Passphrase passphrase = Passphrase.of("a passphrase")) {
            Canonical.find(data, bytes -> Optional.of(KeyWrap.unwrap(passphrase, bytes)))
                    .filter(Unwrapped.Opened.class::isInstance)
                    .ifPresent(opened -> {
                        throw new AssertionError("nobody knows this key");
                    });
        }
    }

    private static byte[] taken(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes, 0, Math.min(length, in.remaining()));
        return bytes;
    }

    /// Something that may be refused with the one exception that there is.
    @FunctionalInterface
    private interface Step<T> {
        T run() throws CryptoException;
    }

    private static <T> Optional<T> refused(Step<T> step) {
        try {
            return Optional.of(step.run());
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }
}
