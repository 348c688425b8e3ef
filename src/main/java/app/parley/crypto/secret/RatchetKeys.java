package app.parley.crypto.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.crypto.Hkdf;
import app.parley.crypto.HmacSha256;
import app.parley.crypto.Sha256;
import java.util.Arrays;

/// The key derivations of the ratchet (PROTOCOL.md §4): root, chain and message keys.
final class RatchetKeys {
    private static final byte[] ROOT_LABEL = "parley/1/rk".getBytes(US_ASCII);
    private static final byte[] START_LABEL = "parley/1/session".getBytes(US_ASCII);
    private static final byte[] MESSAGE = {1};
    private static final byte[] NEXT = {2};

    private RatchetKeys() {}

    /// A ratchet step: the new root key, the chain it starts and the header key of the chain
    /// after that.
    record Step(byte[] root, byte[] chain, byte[] nextHeader) {
        @Override
        public String toString() {
            return "Step[…]";
        }
    }

    /// Where a session starts: root key, the initiator's first chain with its header key, and the
    /// header keys of the initiator's second and the responder's first chain.
    record Start(byte[] root, byte[] chain, byte[] header, byte[] initiatorNext, byte[] responderNext) {
        @Override
        public String toString() {
            return "Start[…]";
        }
    }

    /// `HKDF(0*32, SK, "parley/1/session" T, 160) = RK | CK | HK_A | NHK_A | NHK_B`.
    static Start start(byte[] sk, byte[] transcript) {
        byte[] wide = Hkdf.derive(new byte[32], sk, join(START_LABEL, transcript), 160);
        Start made = new Start(cut(wide, 0), cut(wide, 1), cut(wide, 2), cut(wide, 3), cut(wide, 4));
        Secrets.wipe(wide);
        return made;
    }

    /// `HKDF(RK, DH | SS, "parley/1/rk" SHA-256(dhFrom | dhTo | ek | ct), 96) = RK | CK | NHK`.
    /// Wipes `agreed` and `encapsulated`.
    ///
    /// @param dhFrom the new X25519 key of the chain's sender
    /// @param dhTo the X25519 key of its receiver
    /// @param ek the receiver's ML-KEM-768 key that `ct` was made for
    static Step step(
            byte[] root, byte[] agreed, byte[] encapsulated, byte[] dhFrom, byte[] dhTo, byte[] ek, byte[] ct) {
        byte[] material = join(agreed, encapsulated);
        byte[] wide = Hkdf.derive(root, material, join(ROOT_LABEL, Sha256.of(dhFrom, dhTo, ek, ct)), 96);
        Step made = new Step(cut(wide, 0), cut(wide, 1), cut(wide, 2));
        Secrets.wipe(wide, material, agreed, encapsulated);
        return made;
    }

    /// `mk = HMAC(CK, 01)`.
    static byte[] messageKey(byte[] chain) {
        return HmacSha256.of(chain, MESSAGE);
    }

    /// `CK' = HMAC(CK, 02)`.
    static byte[] nextChain(byte[] chain) {
        return HmacSha256.of(chain, NEXT);
    }

    private static byte[] cut(byte[] wide, int index) {
        return Arrays.copyOfRange(wide, index * 32, (index + 1) * 32);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
