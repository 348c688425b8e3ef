package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Hkdf;
import app.parley.crypto.SeededRandomness;
import app.parley.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final byte[] LOW_ORDER = new byte[32];
    private final SeededRandomness random = new SeededRandomness(51);
    private final AgreementKey alice = AgreementKey.generate(random);
    private final People.Bob bob = People.Bob.fresh(random);

    private Handshake.Initiated start(boolean withOneTime) throws CryptoException {
        return Handshake.initiate(alice, bob.published(withOneTime), People.CONTEXT, random);
    }

    private Handshake.Agreed answer(Handshake.Initiated started, OurPrekeys kept) throws CryptoException {
        return Handshake.respond(
                bob.dik(), kept, alice.publicKey(), started.ephemeral(), started.kemCiphertext(), People.CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void both_sides_get_the_same_secret_and_transcript(boolean withOneTime) throws CryptoException {
        Handshake.Initiated started = start(withOneTime);
        Handshake.Agreed agreed = answer(started, bob.kept(withOneTime));
        assertArrayEquals(started.sk(), agreed.sk());
        assertArrayEquals(started.transcript(), agreed.transcript());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_secret_is_the_one_of_the_specification(boolean withOneTime) throws CryptoException {
        Handshake.Initiated started = start(withOneTime);
        ByteArrayOutputStream material = new ByteArrayOutputStream();
        material.writeBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
        material.writeBytes(material.toByteArray());
        material.writeBytes(material.toByteArray());
        material.writeBytes(bob.spk().agree(alice.publicKey()));
        material.writeBytes(bob.dik().agree(started.ephemeral()));
        material.writeBytes(bob.spk().agree(started.ephemeral()));
        if (withOneTime) {
            material.writeBytes(bob.oneTime().agree(started.ephemeral()));
        }
        material.writeBytes(bob.kem().decapsulate(started.kemCiphertext()));
        ByteArrayOutputStream transcript = new ByteArrayOutputStream();
        transcript.writeBytes("parley/1/transcript".getBytes(UTF_8));
        framed(transcript, People.CONTEXT);
        framed(transcript, alice.publicKey());
        framed(transcript, bob.dik().publicKey());
        framed(transcript, started.ephemeral());
        framed(transcript, bob.spk().publicKey());
        framed(transcript, withOneTime ? bob.oneTime().publicKey() : new byte[0]);
        framed(transcript, bob.kem().publicKey());
        framed(transcript, started.kemCiphertext());
        byte[] t = Sha256.of(transcript.toByteArray());
        assertArrayEquals(t, started.transcript());
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes("parley/1/pqxdh".getBytes(UTF_8));
        info.writeBytes(t);
        byte[] sk = Hkdf.derive(new byte[32], material.toByteArray(), info.toByteArray(), 32);
        assertArrayEquals(sk, started.sk());
    }

    private static void framed(ByteArrayOutputStream out, byte[] part) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        out.writeBytes(part);
    }

    @Test
    void every_handshake_gives_another_secret() throws CryptoException {
        assertFalse(Arrays.equals(start(true).sk(), start(true).sk()));
    }

    @Test
    void sides_that_differ_in_anything_get_different_secrets_and_transcripts() throws CryptoException {
        Handshake.Initiated started = start(true);
        AgreementKey other = AgreementKey.generate(random);
        KemKey otherKem = KemKey.generate(KemKey.Level.L1024, random);
        byte[] changed = started.kemCiphertext().clone();
        changed[5] ^= 1;
        differs(started, answer(started, bob.kept(false)));
        differs(started, answer(started, new OurPrekeys(other, bob.oneTime(), bob.kem())));
        differs(started, answer(started, new OurPrekeys(bob.spk(), other, bob.kem())));
        differs(started, answer(started, new OurPrekeys(bob.spk(), bob.oneTime(), otherKem)));
        OurPrekeys kept = bob.kept(true);
        byte[] ek = started.ephemeral();
        byte[] ct = started.kemCiphertext();
        byte[] dik = alice.publicKey();
        differs(started, Handshake.respond(other, kept, dik, ek, ct, People.CONTEXT));
        differs(started, Handshake.respond(bob.dik(), kept, other.publicKey(), ek, ct, People.CONTEXT));
        differs(started, Handshake.respond(bob.dik(), kept, dik, other.publicKey(), ct, People.CONTEXT));
        differs(started, Handshake.respond(bob.dik(), kept, dik, ek, changed, People.CONTEXT));
        differs(started, Handshake.respond(bob.dik(), kept, dik, ek, ct, "other manifests".getBytes(UTF_8)));
    }

    @Test
    void keys_in_the_wrong_role_do_not_agree() throws CryptoException {
        Handshake.Initiated started = start(true);
        // Bob's identity key where his signed prekey belongs, and the other way round.
        OurPrekeys swapped = new OurPrekeys(bob.dik(), bob.oneTime(), bob.kem());
        differs(
                started,
                Handshake.respond(
                        bob.spk(),
                        swapped,
                        alice.publicKey(),
                        started.ephemeral(),
                        started.kemCiphertext(),
                        People.CONTEXT));
        // Alice's identity key sent as ephemeral and her ephemeral as identity.
        differs(
                started,
                Handshake.respond(
                        bob.dik(),
                        bob.kept(true),
                        started.ephemeral(),
                        alice.publicKey(),
                        started.kemCiphertext(),
                        People.CONTEXT));
        KemKey ratchetLevel = KemKey.generate(KemKey.Level.L768, random);
        assertThrows(
                CryptoException.class, () -> answer(started, new OurPrekeys(bob.spk(), bob.oneTime(), ratchetLevel)));
    }

    @Test
    void a_key_of_low_order_or_a_second_name_for_a_point_aborts_in_every_place() throws CryptoException {
        byte[] second = new byte[32];
        Arrays.fill(second, (byte) 0xff);
        byte[] good = AgreementKey.generate(random).publicKey();
        byte[] kem = bob.kem().publicKey();
        for (byte[] bad : new byte[][] {LOW_ORDER, second, new byte[31], new byte[33], new byte[0]}) {
            abortsAtStart(new TheirPrekeys(bad, good, good, kem));
            abortsAtStart(new TheirPrekeys(good, bad, good, kem));
            abortsAtStart(new TheirPrekeys(good, good, bad, kem));
            abortsAtStart(new TheirPrekeys(good, bad, null, kem));
            abortsAtAnswer(bad, good, new byte[1568]);
            abortsAtAnswer(good, bad, new byte[1568]);
        }
        for (int length : new int[] {0, 1088, 1567, 1569}) {
            abortsAtAnswer(good, good, new byte[length]);
            abortsAtStart(new TheirPrekeys(good, good, good, new byte[length]));
        }
        byte[] badModulus = kem.clone();
        Arrays.fill(badModulus, 0, 3, (byte) 0xff);
        abortsAtStart(new TheirPrekeys(good, good, good, badModulus));
    }

    @Test
    void a_session_over_a_handshake_that_did_not_agree_opens_nothing() throws CryptoException {
        Handshake.Initiated started = start(true);
        Handshake.Agreed wrong = answer(started, bob.kept(false));
        RatchetSession ours = RatchetSession.initiator(started.sk(), started.transcript(), random);
        byte[] envelope = ours.encrypt(new byte[3], EnvelopeSize.SMALL, random).envelope();
        RatchetSession theirs = RatchetSession.responder(wrong.sk(), wrong.transcript());
        assertThrows(CryptoException.class, () -> theirs.decrypt(envelope));
        RatchetSession sameSecret = RatchetSession.responder(started.sk(), wrong.transcript());
        assertThrows(CryptoException.class, () -> sameSecret.decrypt(envelope));
    }

    @Test
    void nothing_secret_is_printed() throws CryptoException {
        Handshake.Initiated started = start(true);
        assertEquals("Initiated[…]", started.toString());
        assertEquals("Agreed[…]", answer(started, bob.kept(true)).toString());
        assertEquals("AgreementKey[…]", alice.toString());
        assertEquals("KemKey[…]", bob.kem().toString());
        assertEquals("SigningKey[…]", SigningKey.generate(random).toString());
        assertEquals("SealKey[…]", SealKey.generate(random).toString());
    }

    private void abortsAtStart(TheirPrekeys theirs) {
        assertThrows(CryptoException.class, () -> Handshake.initiate(alice, theirs, People.CONTEXT, random));
    }

    private void abortsAtAnswer(byte[] dik, byte[] ephemeral, byte[] ct) {
        assertThrows(
                CryptoException.class,
                () -> Handshake.respond(bob.dik(), bob.kept(true), dik, ephemeral, ct, People.CONTEXT));
    }

    private static void differs(Handshake.Initiated started, Handshake.Agreed agreed) {
        assertFalse(Arrays.equals(started.sk(), agreed.sk()));
    }
}
