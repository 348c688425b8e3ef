package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.CryptoException;
import app.parley.crypto.Hkdf;
import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// PQXDH (rev 3, §3.3 and §3.4) with X25519 and ML-KEM-1024: how two devices that never met agree
/// on a secret while one of them is away. PROTOCOL.md §4.
///
/// `context` is opaque here. The client puts into it whatever both sides must agree on: suite,
/// both accounts, devices and manifests. It becomes part of the transcript hash T, which is the
/// associated data of the whole session.
public final class Handshake {
    /// Length of the secret SK and of the transcript hash T in bytes.
    public static final int SECRET_SIZE = 32;

    private static final byte[] SK_LABEL = "parley/1/pqxdh".getBytes(US_ASCII);
    private static final byte[] T_LABEL = "parley/1/transcript".getBytes(US_ASCII);
    private static final byte[] NO_BYTES = {};

    private Handshake() {}

    /// What the initiator has then. Not a value type.
    ///
    /// @param ephemeral the public key EK to send, 32 bytes
    /// @param kemCiphertext the KEM ciphertext to send, 1568 bytes
    /// @param sk the secret, 32 bytes; wipe it once the session is made
    /// @param transcript T, 32 bytes, public
    public record Initiated(byte[] ephemeral, byte[] kemCiphertext, byte[] sk, byte[] transcript) {
        @Override
        public String toString() {
            return "Initiated[…]";
        }
    }

    /// What the responder has then. Not a value type.
    ///
    /// @param sk the secret, 32 bytes; wipe it once the session is made
    /// @param transcript T, 32 bytes, public
    public record Agreed(byte[] sk, byte[] transcript) {
        @Override
        public String toString() {
            return "Agreed[…]";
        }
    }

    /// Starts a session with a device. Takes 64 bytes of randomness: EK's seed, then the KEM's
    /// message.
    ///
    /// @throws CryptoException if one of their keys is malformed or of low order
    public static Initiated initiate(AgreementKey ourDik, TheirPrekeys theirs, byte[] context, Randomness randomness)
            throws CryptoException {
        try (AgreementKey ephemeral = AgreementKey.generate(randomness)) {
            KemKey.Encapsulated kem = KemKey.encapsulate(KemKey.Level.L1024, theirs.kem(), randomness);
            byte[] fourth = theirs.oneTime() == null ? NO_BYTES : ephemeral.agree(theirs.oneTime());
            byte[] material = material(
                    ourDik.agree(theirs.spk()),
                    ephemeral.agree(theirs.dik()),
                    ephemeral.agree(theirs.spk()),
                    fourth,
                    kem.secret());
            byte[] transcript = transcript(
                    context,
                    ourDik.publicKey(),
                    theirs.dik(),
                    ephemeral.publicKey(),
                    theirs.spk(),
                    theirs.oneTime() == null ? NO_BYTES : theirs.oneTime(),
                    theirs.kem(),
                    kem.ciphertext());
            return new Initiated(ephemeral.publicKey(), kem.ciphertext(), derive(material, transcript), transcript);
        }
    }

    /// Answers a session that somebody started with our prekeys. Whether the sender is who they
    /// say shows only when the first message opens: a forged handshake gives a secret that nobody
    /// else has.
    ///
    /// @param theirDik their X25519 identity key, 32 bytes
    /// @param ephemeral their EK, 32 bytes
    /// @param kemCiphertext their KEM ciphertext, 1568 bytes
    /// @throws CryptoException if something is malformed or of low order
    public static Agreed respond(
            AgreementKey ourDik,
            OurPrekeys ours,
            byte[] theirDik,
            byte[] ephemeral,
            byte[] kemCiphertext,
            byte[] context)
            throws CryptoException {
        CryptoException.require(ours.kem().level() == KemKey.Level.L1024);
        @Nullable AgreementKey oneTime = ours.oneTime();
        byte[] material = material(
                ours.spk().agree(theirDik),
                ourDik.agree(ephemeral),
                ours.spk().agree(ephemeral),
                oneTime == null ? NO_BYTES : oneTime.agree(ephemeral),
                ours.kem().decapsulate(kemCiphertext));
        byte[] transcript = transcript(
                context,
                theirDik,
                ourDik.publicKey(),
                ephemeral,
                ours.spk().publicKey(),
                oneTime == null ? NO_BYTES : oneTime.publicKey(),
                ours.kem().publicKey(),
                kemCiphertext);
        return new Agreed(derive(material, transcript), transcript);
    }

    /// `IKM = FF*32 | DH1 | DH2 | DH3 [| DH4] | SS`; the parts are wiped.
    private static byte[] material(byte[]... parts) {
        int length = 32;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        byte[] separator = new byte[32];
        Arrays.fill(separator, (byte) 0xff);
        out.put(separator);
        for (byte[] part : parts) {
            out.put(part);
        }
        Secrets.wipe(parts);
        return out.array();
    }

    private static byte[] derive(byte[] material, byte[] transcript) {
        byte[] info = Arrays.copyOf(SK_LABEL, SK_LABEL.length + transcript.length);
        System.arraycopy(transcript, 0, info, SK_LABEL.length, transcript.length);
        byte[] sk = Hkdf.derive(new byte[32], material, info, SECRET_SIZE);
        Secrets.wipe(material);
        return sk;
    }

    /// `T = SHA-256(label | for each part: u32 length, bytes)`. The initiator's keys stand first,
    /// so nobody can be taken for the other side; a missing one-time key is an empty part.
    private static byte[] transcript(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(T_LABEL);
        for (byte[] part : parts) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            out.writeBytes(part);
        }
        return Sha256.of(out.toByteArray());
    }
}
