package app.parley.client.core;

import app.parley.client.history.Mailboxes;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.Handshake;
import app.parley.crypto.secret.RatchetSession;
import app.parley.crypto.secret.SigningKey;
import app.parley.crypto.secret.TheirPrekeys;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import app.parley.protocol.content.FirstContact;
import java.util.List;
import java.util.Optional;

/// Somebody with real keys and no manners: speaks the protocol by hand, and signs and seals whatever
/// a test wants. Writes to the intro mailbox of one profile, as strangers do.
final class HostilePeer {
    private static final Octets ZERO = Octets.of(new byte[32]);

    private final Randomness randomness = DeskBench.RANDOMNESS;
    private final SigningKey accountKey = SigningKey.generate(randomness);
    private final SigningKey signingKey = SigningKey.generate(randomness);
    private final AgreementKey agreementKey = AgreementKey.generate(randomness);
    final AccountId account = Identities.account(Octets.of(accountKey.publicKey()));
    private final DeskBench victim;
    private final KeyBundle bundle;
    private Manifest manifest = manifest(Octets.of(signingKey.publicKey()), Octets.of(agreementKey.publicKey()));
    private Optional<RatchetSession> session = Optional.empty();
    private Octets ephemeral = ZERO;
    private Octets kemCiphertext = ZERO;

    HostilePeer(DeskBench victim, KeyBundle bundle) {
        this.victim = victim;
        this.bundle = bundle;
    }

    /// The keys that a profile would publish.
    static KeyBundle published(DeskBench of) throws Exception {
        return of.ask(desk -> {
            desk.mailboxFor(Optional.empty());
            return new OwnPrekeys(of.own, DeskBench.RANDOMNESS)
                    .due(desk.sql(), 0, 0, of.clock.get())
                    .orElseThrow()
                    .bundle();
        });
    }

    /// A list of one device with these keys, signed as it should be.
    Manifest manifest(Octets deviceKey, Octets deviceAgreement) {
        Octets aik = Octets.of(accountKey.publicKey());
        List<Manifest.Device> devices = List.of(new Manifest.Device(1, deviceKey, deviceAgreement));
        byte[] signed = accountKey.sign("manifest", Manifest.signedPart(aik, 1, ZERO, 1, devices));
        return new Manifest(aik, 1, ZERO, 1, devices, Octets.of(signed));
    }

    /// The same with another key for agreements, which need not be one.
    void agreementKey(byte[] key) {
        manifest = manifest(Octets.of(signingKey.publicKey()), Octets.of(key));
    }

    /// Begins a session from nothing but the last-resort keys.
    void meet() throws CryptoException {
        TheirPrekeys theirs = new TheirPrekeys(
                victim.own.manifest().devices().getFirst().agreementKey().toArray(),
                bundle.signedPrekey().toArray(),
                null,
                bundle.lastResortKem().toArray());
        Handshake.Initiated started = Handshake.initiate(agreementKey, theirs, context(), randomness);
        ephemeral = Octets.of(started.ephemeral());
        kemCiphertext = Octets.of(started.kemCiphertext());
        session = Optional.of(RatchetSession.initiator(started.sk(), started.transcript(), randomness));
    }

    private byte[] context() {
        OctetWriter out = new OctetWriter().u16(Manifest.SUITE);
        account.write(out);
        out.u8(1).octets(Identities.hash(manifest));
        victim.own.account().write(out);
        out.u8(OwnIdentity.DEVICE).octets(victim.own.manifestHash());
        return out.u32(bundle.generation()).u32(0).toArray();
    }

    /// A content sealed in the session; whether it is ever delivered is another matter.
    byte[] inner(byte[] content) throws CryptoException {
        RatchetSession.Sealed sealed =
                session.orElseThrow().encrypt(content, EnvelopeSize.fitting(content.length), randomness);
        session = Optional.of(sealed.next());
        return sealed.envelope();
    }

    /// An envelope of the session in its first contact.
    byte[] wrapped(byte[] envelope) throws CryptoException {
        return firstContact(ephemeral, kemCiphertext, envelope);
    }

    /// A first contact of any parts.
    byte[] firstContact(Octets ek, Octets ct, byte[] envelope) throws CryptoException {
        FirstContact inner = new FirstContact(
                Octets.of(manifest.encode()),
                1,
                bundle.generation(),
                0,
                ek,
                ct,
                new MailboxId.Send(Octets.of(randomness.bytes(MailboxId.LENGTH))),
                Envelope.of(envelope));
        OctetWriter info = new OctetWriter();
        victim.own.account().write(info);
        info.u8(OwnIdentity.DEVICE);
        return FirstContactSeal.seal(
                bundle.sealKey().toArray(), bundle.generation(), info.toArray(), inner.encode(), randomness);
    }

    /// A signed content; an id that is given is used.
    Content content(Octets id, long sentAt, Body body) {
        Content unsigned = new Content(
                id,
                Identities.conversation(account, victim.own.account()),
                sentAt,
                Identities.hash(manifest),
                victim.own.manifestHash(),
                List.of(),
                body,
                Optional.empty());
        return unsigned.signed(signingKey.sign("content", unsigned.signedPart(account, victim.own.account())));
    }

    byte[] text(String text) {
        return content(Octets.of(randomness.bytes(16)), 0, new Body.Text(text)).encode();
    }

    /// Puts an envelope into the victim's intro mailbox.
    void deliver(byte[] envelope) throws Exception {
        victim.step(desk -> {
            Mailboxes.Own intro = desk.mailboxes.intro().orElseThrow();
            new Receiving(desk, DeskBench.TIMING, true)
                    .envelope(intro.id(), intro.stored() + 1, Envelope.of(envelope), false);
        });
    }

    void say(byte[] content) throws Exception {
        deliver(wrapped(inner(content)));
    }
}
