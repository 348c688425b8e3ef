package app.parley.docs;

import static app.parley.docs.ExamplePage.join;
import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.session.PeerKeys;
import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.Hkdf;
import app.parley.crypto.HmacSha256;
import app.parley.crypto.Sha256;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.KemKey;
import app.parley.crypto.secret.SealKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.content.FirstContact;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The formulas of PROTOCOL.md §4 written down a second time, with every value between shown.
/// Nothing of `app.parley.crypto.secret` but the bare primitives is used.
final class Steps {
    private static final byte[] ZEROS = new byte[32];
    private static final byte[] SESSION = {1, 1, 0, 1};
    private static final byte[] FIRST_CONTACT = {1, 2, 0, 1};
    private static final int HEADER = 32 + 4 + 4 + 1184 + 1088;

    private final ExamplePage page;
    private byte[] ephemeral = {};
    private byte[] ciphertext = {};
    private byte[] transcript = {};
    private byte[] sk = {};
    private byte[] root = {};
    /// The header keys of the next chains: the initiator's, the responder's.
    private byte[] nextA = {};

    private byte[] nextB = {};
    /// Whose ratchet keys the next step answers.
    private AgreementKey lastDh = AgreementKey.of(ZEROS);

    private KemKey lastKem = KemKey.of(KemKey.Level.L768, new byte[64]);
    private boolean bobsTurn = true;

    Steps(ExamplePage page) {
        this.page = page;
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] cut(byte[] bytes, int index) {
        return Arrays.copyOfRange(bytes, 32 * index, 32 * index + 32);
    }

    private static byte[] device(Somebody who) {
        return join(
                who.own.account().octets().toArray(),
                new byte[] {1},
                who.own.manifestHash().toArray());
    }

    static byte[] sealedProfile(byte[] key, byte[] nonce, AccountId account, byte[] profile) {
        ByteBuffer padded =
                ByteBuffer.allocate(528).putShort((short) profile.length).put(profile);
        byte[] aad = join(ascii("parley/1/circle-profile"), account.octets().toArray());
        return join(nonce, Aead.seal(key, nonce, aad, padded.array()));
    }

    /// PQXDH as Alice does it.
    void handshake(Somebody alice, Somebody bob, PeerKeys keys, NamedRandomness drawn) throws CryptoException {
        AgreementKey ek = AgreementKey.of(drawn.next(32));
        byte[] m = drawn.next(32);
        OneTimeKey oneTime = keys.oneTime().orElseThrow();
        KemKey.Encapsulated kem =
                KemKey.encapsulate(KemKey.Level.L1024, oneTime.kem().toArray(), NamedRandomness.fixed(m));
        byte[] spk = keys.bundle().signedPrekey().toArray();
        byte[] opk = oneTime.agreement().toArray();
        byte[] dh1 = alice.dik.agree(spk);
        byte[] dh2 = ek.agree(bob.dik.publicKey());
        byte[] dh3 = ek.agree(spk);
        byte[] dh4 = ek.agree(opk);
        byte[] separator = new byte[32];
        Arrays.fill(separator, (byte) 0xff);
        byte[] material = join(separator, dh1, dh2, dh3, dh4, kem.secret());
        byte[] context = join(
                new byte[] {0, 1}, device(alice), device(bob), u32(keys.bundle().generation()), u32(oneTime.id()));
        ephemeral = ek.publicKey();
        ciphertext = kem.ciphertext();
        transcript = Sha256.of(join(
                ascii("parley/1/transcript"),
                framed(context),
                framed(alice.dik.publicKey()),
                framed(bob.dik.publicKey()),
                framed(ephemeral),
                framed(spk),
                framed(opk),
                framed(oneTime.kem().toArray()),
                framed(ciphertext)));
        sk = Hkdf.derive(ZEROS, material, join(ascii("parley/1/pqxdh"), transcript), 32);
        page.heading("11. The handshake, as Alice does it (§4)")
                .begin()
                .value("EK seed", ek.export())
                .value("EK", ephemeral)
                .value("message m of the KEM", m)
                .value("KEM ciphertext ct", ciphertext)
                .value("SS", kem.secret())
                .value("DH(DIK_A, SPK_B)", dh1)
                .value("DH(EK_A, DIK_B)", dh2)
                .value("DH(EK_A, SPK_B)", dh3)
                .value("DH(EK_A, OPK_B)", dh4)
                .value("IKM", material)
                .value("context", context)
                .value("T", transcript)
                .value("SK", sk)
                .end();
    }

    private static byte[] framed(byte[] part) {
        return join(u32(part.length), part);
    }

    /// Alice's first session envelope.
    byte[] firstChain(byte[] content, NamedRandomness drawn) {
        byte[] wide = Hkdf.derive(ZEROS, sk, join(ascii("parley/1/session"), transcript), 160);
        root = cut(wide, 0);
        nextA = cut(wide, 3);
        nextB = cut(wide, 4);
        lastDh = AgreementKey.of(drawn.next(32));
        lastKem = KemKey.of(KemKey.Level.L768, drawn.next(64));
        page.heading("12. The first contact (§4)")
                .say("The session begins, and Alice's first chain with it:")
                .begin()
                .value("RK", root)
                .value("CK", cut(wide, 1))
                .value("HK_A", cut(wide, 2))
                .value("NHK_A", nextA)
                .value("NHK_B", nextB)
                .value("ratchet key dh, seed", lastDh.export())
                .value("ratchet key ek, d | z", lastKem.export());
        return sessionEnvelope(cut(wide, 1), cut(wide, 2), 0, new byte[1088], content, drawn.next(12));
    }

    /// The first message of the chain that answers the peer's last ratchet keys.
    byte[] nextChain(int previousCount, byte[] content, NamedRandomness drawn) throws CryptoException {
        AgreementKey dh = AgreementKey.of(drawn.next(32));
        KemKey kem = KemKey.of(KemKey.Level.L768, drawn.next(64));
        byte[] m = drawn.next(32);
        KemKey.Encapsulated made = KemKey.encapsulate(KemKey.Level.L768, lastKem.publicKey(), NamedRandomness.fixed(m));
        byte[] agreed = dh.agree(lastDh.publicKey());
        byte[] bound = Sha256.of(dh.publicKey(), lastDh.publicKey(), lastKem.publicKey(), made.ciphertext());
        byte[] wide = Hkdf.derive(root, join(agreed, made.secret()), join(ascii("parley/1/rk"), bound), 96);
        byte[] headerKey = bobsTurn ? nextB : nextA;
        page.begin()
                .value("ratchet key dh, seed", dh.export())
                .value("ratchet key ek, d | z", kem.export())
                .value("message m of the KEM", m)
                .value("KEM ciphertext ct", made.ciphertext())
                .value("DH", agreed)
                .value("SS", made.secret())
                .value("H(dhFrom|dhTo|ek|ct)", bound)
                .value("RK", cut(wide, 0))
                .value("CK", cut(wide, 1))
                .value("NHK", cut(wide, 2))
                .value("header key HK", headerKey);
        root = cut(wide, 0);
        if (bobsTurn) {
            nextB = cut(wide, 2);
        } else {
            nextA = cut(wide, 2);
        }
        bobsTurn = !bobsTurn;
        lastDh = dh;
        lastKem = kem;
        return sessionEnvelope(cut(wide, 1), headerKey, previousCount, made.ciphertext(), content, drawn.next(12));
    }

    /// Message 0 of a chain, in the smallest envelope.
    private byte[] sessionEnvelope(
            byte[] chainKey, byte[] headerKey, int previousCount, byte[] ct, byte[] content, byte[] nonce) {
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(lastDh.publicKey())
                .putInt(previousCount)
                .putInt(0)
                .put(lastKem.publicKey())
                .put(ct)
                .array();
        byte[] mk = HmacSha256.of(chainKey, new byte[] {1});
        byte[] wide = Hkdf.derive(ZEROS, mk, ascii("parley/1/mk"), 76);
        byte[] key = Arrays.copyOf(wide, 32);
        byte[] messageNonce = Arrays.copyOfRange(wide, 32, 44);
        byte[] com = Arrays.copyOfRange(wide, 44, 76);
        byte[] head = join(SESSION, nonce, Aead.seal(headerKey, nonce, SESSION, header), com);
        byte[] padded = Arrays.copyOf(join(u32(content.length), content), 4096 - head.length - 16);
        byte[] envelope = join(head, Aead.seal(key, messageNonce, join(transcript, head), padded));
        page.value("header", header)
                .value("header nonce", nonce)
                .value("mk", mk)
                .value("next CK", HmacSha256.of(chainKey, new byte[] {2}))
                .value("K", key)
                .value("N", messageNonce)
                .value("COM", com)
                .value("content", content)
                .value("session envelope", envelope)
                .end();
        return envelope;
    }

    FirstContact contact(Somebody alice, PeerKeys keys, MailboxId.Send reply, byte[] envelope) {
        return new FirstContact(
                Octets.of(alice.own.manifest().encode()),
                1,
                keys.bundle().generation(),
                keys.oneTime().orElseThrow().id(),
                Octets.of(ephemeral),
                Octets.of(ciphertext),
                reply,
                Envelope.of(envelope));
    }

    byte[] firstContact(Somebody bob, PeerKeys keys, byte[] inner, NamedRandomness drawn) throws CryptoException {
        byte[] info =
                join(ascii("parley/1/first-contact"), bob.own.account().octets().toArray(), new byte[] {1});
        byte[] head = join(FIRST_CONTACT, u32(keys.bundle().generation()));
        byte[] padded = Arrays.copyOf(join(u32(inner.length), inner), 16_384 - 8 - 1120 - 16);
        byte[] random = drawn.next(64);
        byte[] sealed = SealKey.seal(
                keys.bundle().sealKey().toArray(), info, head, padded, NamedRandomness.fixed(random.clone()));
        byte[] envelope = join(head, sealed);
        page.say("Around it the first contact, sealed to Bob's SEAL key:")
                .begin()
                .value("FirstContact", inner)
                .value("HPKE info", info)
                .value("HPKE aad", head)
                .value("X-Wing m | EK seed", random)
                .value("HPKE enc", Arrays.copyOf(sealed, 1120))
                .value("envelope", envelope)
                .end();
        return envelope;
    }
}
