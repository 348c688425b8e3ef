package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.OpenedEnvelopes;
import app.parley.client.history.People;
import app.parley.client.history.Prekeys;
import app.parley.client.history.Sessions;
import app.parley.client.history.Settings;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.Handshake;
import app.parley.crypto.secret.OurPrekeys;
import app.parley.crypto.secret.RatchetSession;
import app.parley.crypto.secret.SealKey;
import app.parley.crypto.secret.TheirPrekeys;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.content.FirstContact;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Turns contents into envelopes and back, through the sessions of one profile (PROTOCOL.md §4, §6). Every
/// call works
/// inside the caller's transaction: what it returns must be stored or sent only if that transaction commits.
public final class SessionBook {
    private static final Duration UNANSWERED = Duration.ofDays(2);

    private final Sql sql;
    private final OwnIdentity own;
    private final OwnPrekeys prekeys;
    private final Randomness randomness;
    private final Sessions sessions;
    private final Instant now;

    public SessionBook(Sql sql, OwnIdentity own, OwnPrekeys prekeys, Randomness randomness, Instant now) {
        this.sql = sql;
        this.own = own;
        this.prekeys = prekeys;
        this.randomness = randomness;
        this.sessions = new Sessions(sql);
        this.now = now;
    }

    /// Final bytes, and where they go.
    public record Outbound(long session, MailboxId.Send sid, byte[] envelope) {}

    /// How an envelope was taken.
    public sealed interface Inbound {}

    /// It was opened, and the session stored.
    ///
    /// @param content the plaintext
    /// @param fresh the session began with this envelope
    public record Opened(AccountId from, Manifest.Device device, byte[] content, boolean fresh) implements Inbound {}

    /// No session opens it. `from` is who writes to that mailbox.
    public record Lost(AccountId from) implements Inbound {}

    /// It was opened before.
    public record Repeated() implements Inbound {}

    /// Nobody we could ask: a broken first contact, or one for keys that are gone.
    public record Junk() implements Inbound {}

    /// Seals `content` in the session with `to` that was heard last.
    ///
    /// @return empty if there is none to write in: keys must be fetched and [#begin] called first
    public Optional<Outbound> seal(People.Known to, byte[] content) {
        for (Sessions.Stored stored : sessions.with(to.account())) {
            if (reaches(to, stored)) {
                return Optional.of(seal(to, stored, content));
            }
        }
        return Optional.empty();
    }

    /// Whether [#seal] would find a session.
    public boolean reaches(People.Known to) {
        return sessions.with(to.account()).stream().anyMatch(stored -> reaches(to, stored));
    }

    /// A session that was begun here and not answered is for as long as the peer surely keeps the keys it was begun
    /// with; after that a new one is begun.
    private boolean reaches(People.Known to, Sessions.Stored stored) {
        if (stored.opening().isEmpty()) {
            return to.sid().isPresent();
        }
        return Duration.between(Instant.ofEpochSecond(stored.begun()), now).compareTo(UNANSWERED) < 0;
    }

    private Outbound seal(People.Known to, Sessions.Stored stored, byte[] content) {
        try (RatchetSession session = RatchetSession.decode(stored.state())) {
            RatchetSession.Sealed sealed = session.encrypt(content, EnvelopeSize.fitting(content.length), randomness);
            try (RatchetSession next = sealed.next()) {
                sessions.state(stored.id(), next.encode());
            }
            if (stored.opening().isEmpty()) {
                return new Outbound(stored.id(), to.sid().orElseThrow(), sealed.envelope());
            }
            Opening opening = Opening.decode(stored.opening().get());
            return new Outbound(
                    stored.id(), opening.intro(), firstContact(to.account(), stored, opening, sealed.envelope()));
        } catch (CryptoException e) {
            throw new IllegalStateException("a stored session cannot seal", e);
        }
    }

    private byte[] firstContact(AccountId to, Sessions.Stored stored, Opening opening, byte[] envelope)
            throws CryptoException {
        Mailboxes.Own reply = new Mailboxes(sql).of(to).orElseThrow();
        FirstContact inner = new FirstContact(
                Octets.of(own.manifest().encode()),
                OwnIdentity.DEVICE,
                opening.generation(),
                opening.oneTimeId(),
                stored.ephemeral(),
                opening.kemCiphertext(),
                reply.sid(),
                Envelope.of(envelope));
        return FirstContactSeal.seal(
                opening.sealKey().toArray(),
                opening.generation(),
                recipient(to, stored.device()),
                inner.encode(),
                randomness);
    }

    /// Begins a session with keys that the relay handed out; it is the one to write in from now on.
    ///
    /// @return false if the keys are of a kind that no honest device makes
    public boolean begin(PeerKeys peer) {
        AccountId to = peer.bundle().account();
        Optional<OneTimeKey> oneTime = peer.oneTime();
        int oneTimeId = oneTime.map(OneTimeKey::id).orElse(0);
        TheirPrekeys theirs = new TheirPrekeys(
                peer.device().agreementKey().toArray(),
                peer.bundle().signedPrekey().toArray(),
                oneTime.isPresent() ? oneTime.get().agreement().toArray() : null,
                oneTime.map(OneTimeKey::kem)
                        .orElse(peer.bundle().lastResortKem())
                        .toArray());
        byte[] context = context(
                new Party(own.account(), OwnIdentity.DEVICE, own.manifestHash()),
                new Party(to, peer.device().id(), peer.bundle().manifestHash()),
                peer.bundle().generation(),
                oneTimeId);
        try {
            Handshake.Initiated initiated = Handshake.initiate(own.agreementKey(), theirs, context, randomness);
            try (RatchetSession session =
                    RatchetSession.initiator(initiated.sk(), initiated.transcript(), randomness)) {
                Opening opening = new Opening(
                        peer.bundle().generation(),
                        oneTimeId,
                        Octets.of(initiated.kemCiphertext()),
                        peer.bundle().sealKey(),
                        peer.bundle().introMailbox());
                sessions.add(
                        to,
                        peer.device().id(),
                        Octets.of(initiated.transcript()),
                        Octets.of(initiated.ephemeral()),
                        Optional.of(opening.encode()),
                        session.encode(),
                        new Settings(sql).next(Settings.Name.HEARD),
                        now.getEpochSecond());
                return true;
            } finally {
                Arrays.fill(initiated.sk(), (byte) 0);
            }
        } catch (CryptoException e) {
            return false;
        }
    }

    /// Opens an envelope that came to one of our mailboxes, and stores what that changes in its session.
    public Inbound open(Mailboxes.Own mailbox, byte[] envelope) {
        EnvelopeId id = Identities.envelope(envelope);
        OpenedEnvelopes opened = new OpenedEnvelopes(sql);
        if (opened.knows(id)) {
            return new Repeated();
        }
        Inbound inbound = openNew(mailbox, envelope);
        if (inbound instanceof Opened) {
            opened.add(id);
        }
        return inbound;
    }

    private Inbound openNew(Mailboxes.Own mailbox, byte[] envelope) {
        Optional<EnvelopeKind> kind = EnvelopeKind.of(envelope);
        if (kind.isEmpty()) {
            return mailbox.from().<Inbound>map(Lost::new).orElseGet(Junk::new);
        }
        return switch (kind.get()) {
            case SESSION ->
                mailbox.from().<Inbound>map(from -> inSession(from, envelope)).orElseGet(Junk::new);
            case FIRST_CONTACT -> firstContact(envelope);
        };
    }

    private Inbound inSession(AccountId from, byte[] envelope) {
        for (Sessions.Stored stored : sessions.with(from)) {
            Optional<byte[]> content = tryOpen(stored, envelope);
            if (content.isPresent()) {
                return opened(stored, content.get(), false);
            }
        }
        return new Lost(from);
    }

    private Optional<byte[]> tryOpen(Sessions.Stored stored, byte[] envelope) {
        try (RatchetSession session = RatchetSession.decode(stored.state())) {
            RatchetSession.Opened opened = session.decrypt(envelope);
            try (RatchetSession next = opened.next()) {
                sessions.heard(stored.id(), next.encode(), new Settings(sql).next(Settings.Name.HEARD));
            }
            return Optional.of(opened.plaintext());
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    private Inbound firstContact(byte[] envelope) {
        Optional<FirstContact> found = unseal(envelope);
        Optional<Manifest> manifest = found.flatMap(contact -> Identities.checked(contact.manifest()));
        Optional<Manifest.Device> device =
                manifest.flatMap(m -> m.device(found.get().deviceId()));
        if (device.isEmpty()) {
            return new Junk();
        }
        FirstContact contact = found.get();
        AccountId from = Identities.account(manifest.get().accountKey());
        if (from.equals(own.account())) {
            return new Junk();
        }
        Optional<Sessions.Stored> known = sessions.byEphemeral(from, contact.ephemeral());
        byte[] inner = contact.envelope().toArray();
        if (known.isPresent()) {
            return tryOpen(known.get(), inner)
                    .<Inbound>map(content -> opened(known.get(), content, false))
                    .orElseGet(() -> new Lost(from));
        }
        return respond(manifest.get(), device.get(), from, contact, inner);
    }

    private Inbound respond(
            Manifest manifest, Manifest.Device device, AccountId from, FirstContact contact, byte[] inner) {
        boolean consistent = new People(sql)
                .find(from)
                .map(person -> Identities.continues(person.manifest(), manifest))
                .orElse(true);
        if (!consistent) {
            return new Junk();
        }
        Optional<OurPrekeys> ours = prekeys.privateHalves(sql, contact.generation(), contact.oneTimeId());
        if (ours.isEmpty()) {
            return knows(from) ? new Lost(from) : new Junk();
        }
        byte[] context = context(
                new Party(from, device.id(), Identities.hash(manifest)),
                new Party(own.account(), OwnIdentity.DEVICE, own.manifestHash()),
                contact.generation(),
                contact.oneTimeId());
        try {
            Handshake.Agreed agreed = Handshake.respond(
                    own.agreementKey(),
                    ours.get(),
                    device.agreementKey().toArray(),
                    contact.ephemeral().toArray(),
                    contact.kemCiphertext().toArray(),
                    context);
            try (RatchetSession session = RatchetSession.responder(agreed.sk(), agreed.transcript())) {
                RatchetSession.Opened opened = session.decrypt(inner);
                accept(manifest, from, contact);
                try (RatchetSession next = opened.next()) {
                    sessions.add(
                            from,
                            device.id(),
                            Octets.of(agreed.transcript()),
                            contact.ephemeral(),
                            Optional.empty(),
                            next.encode(),
                            new Settings(sql).next(Settings.Name.HEARD),
                            now.getEpochSecond());
                }
                return new Opened(from, device, opened.plaintext(), true);
            } finally {
                Arrays.fill(agreed.sk(), (byte) 0);
            }
        } catch (CryptoException e) {
            return knows(from) ? new Lost(from) : new Junk();
        } finally {
            OwnPrekeys.wipe(ours.get());
        }
    }

    /// Keeps what a genuine first contact tells: who it is, and where they read answers.
    private void accept(Manifest manifest, AccountId from, FirstContact contact) {
        People people = new People(sql);
        if (!knows(from)) {
            people.add(from, manifest, Identities.firstTrust(new Settings(sql), manifest), true);
        } else {
            people.manifest(from, manifest);
        }
        people.sid(from, Optional.of(contact.replyMailbox()));
        if (contact.oneTimeId() != 0) {
            new Prekeys(sql).eraseOneTime(contact.oneTimeId());
        }
    }

    private boolean knows(AccountId account) {
        return new People(sql).find(account).isPresent();
    }

    private Opened opened(Sessions.Stored stored, byte[] content, boolean fresh) {
        Manifest manifest = new People(sql).find(stored.account()).orElseThrow().manifest();
        return new Opened(stored.account(), manifest.device(stored.device()).orElseThrow(), content, fresh);
    }

    private Optional<FirstContact> unseal(byte[] envelope) {
        try {
            int generation = FirstContactSeal.generationOf(envelope);
            Optional<SealKey> key = prekeys.sealKey(sql, generation);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            try (SealKey open = key.get()) {
                byte[] inner = FirstContactSeal.open(open, recipient(own.account(), OwnIdentity.DEVICE), envelope);
                return Optional.of(FirstContact.decode(inner)).filter(c -> c.generation() == generation);
            }
        } catch (CryptoException | MalformedException e) {
            return Optional.empty();
        }
    }

    /// Ends all sessions with somebody; what was sealed in them and not sent must be unsealed by the caller.
    public void forget(AccountId account) {
        sessions.removeAll(account);
    }

    public List<AccountId> peers() {
        return sessions.accounts();
    }

    private record Party(AccountId account, int device, Octets manifestHash) {
        void write(OctetWriter out) {
            account.write(out);
            out.u8(device).octets(manifestHash);
        }
    }

    /// What both ends bind into the transcript: suite, both accounts, devices and manifests, and which keys
    /// were used.
    private static byte[] context(Party initiator, Party responder, int generation, int oneTimeId) {
        OctetWriter out = new OctetWriter().u16(Manifest.SUITE);
        initiator.write(out);
        responder.write(out);
        return out.u32(generation).u32(oneTimeId).toArray();
    }

    private static byte[] recipient(AccountId account, int device) {
        OctetWriter out = new OctetWriter();
        account.write(out);
        return out.u8(device).toArray();
    }
}
