package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.client.history.Prekeys;
import app.parley.client.history.Sessions;
import app.parley.client.history.Settings;
import app.parley.crypto.CryptoException;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.Handshake;
import app.parley.crypto.secret.OurPrekeys;
import app.parley.crypto.secret.RatchetSession;
import app.parley.crypto.secret.SealKey;
import app.parley.crypto.secret.TheirPrekeys;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.content.FirstContact;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What begins a session, on both sides: the handshake, and the wrapping of envelopes until it is
/// answered (PROTOCOL.md §4).
final class FirstContacts {
    /// People who wrote first and were neither answered nor listed by the relay yet.
    private static final int STRANGERS = 20;

    private final Sql sql;
    private final OwnIdentity own;
    private final OwnPrekeys prekeys;
    private final Randomness randomness;
    private final Instant now;

    FirstContacts(Sql sql, OwnIdentity own, OwnPrekeys prekeys, Randomness randomness, Instant now) {
        this.sql = sql;
        this.own = own;
        this.prekeys = prekeys;
        this.randomness = randomness;
        this.now = now;
    }

    /// Begins a session with keys that the relay handed out; it is the one to write in from now
    /// on.
    ///
    /// @return false if the keys are of a kind that no honest device makes
    boolean begin(PeerKeys peer) {
        AccountId to = peer.bundle().account();
        int oneTimeId = peer.oneTime().map(OneTimeKey::id).orElse(0);
        byte[] context = context(
                new Party(own.account(), OwnIdentity.DEVICE, own.manifestHash()),
                new Party(to, peer.device().id(), peer.bundle().manifestHash()),
                peer.bundle().generation(),
                oneTimeId);
        try {
            // It is first used when something is sealed, and then it is too late to turn back.
            CryptoException.require(SealKey.isValid(peer.bundle().sealKey().toArray()));
            Handshake.Initiated initiated = Handshake.initiate(own.agreementKey(), theirs(peer), context, randomness);
            try (RatchetSession session =
                    RatchetSession.initiator(initiated.sk(), initiated.transcript(), randomness)) {
                Opening opening = new Opening(
                        peer.bundle().generation(),
                        oneTimeId,
                        Octets.of(initiated.kemCiphertext()),
                        peer.bundle().sealKey(),
                        peer.bundle().introMailbox());
                Octets ephemeral = Octets.of(initiated.ephemeral());
                Octets transcript = Octets.of(initiated.transcript());
                add(to, peer.device().id(), transcript, ephemeral, Optional.of(opening), session);
                return true;
            } finally {
                Arrays.fill(initiated.sk(), (byte) 0);
            }
        } catch (CryptoException e) {
            return false;
        }
    }

    private static TheirPrekeys theirs(PeerKeys peer) {
        Optional<OneTimeKey> oneTime = peer.oneTime();
        return new TheirPrekeys(
                peer.device().agreementKey().toArray(),
                peer.bundle().signedPrekey().toArray(),
                oneTime.isPresent() ? oneTime.get().agreement().toArray() : null,
                oneTime.map(OneTimeKey::kem)
                        .orElse(peer.bundle().lastResortKem())
                        .toArray());
    }

    private void add(
            AccountId with,
            int device,
            Octets transcript,
            Octets ephemeral,
            Optional<Opening> opening,
            RatchetSession session) {
        new Sessions(sql)
                .add(
                        with,
                        device,
                        transcript,
                        ephemeral,
                        opening.map(Opening::encode),
                        session.encode(),
                        new Settings(sql).next(Settings.Name.HEARD),
                        now.getEpochSecond());
    }

    /// Wraps an envelope of a session that was not answered yet, for the peer's intro mailbox.
    byte[] wrap(AccountId to, Sessions.Stored stored, Opening opening, byte[] envelope) throws CryptoException {
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

    /// A first contact that was unsealed.
    ///
    /// @param manifest signed by the account's own key, not compared with what is known of it yet
    record Arrived(AccountId from, Manifest manifest, Manifest.Device device, FirstContact contact) {}

    /// Unseals a first contact.
    ///
    /// @return empty if it is not for keys we have, or not from an account that it could be from
    Optional<Arrived> unwrap(byte[] envelope) {
        Optional<FirstContact> found = unseal(envelope);
        Optional<Manifest> manifest = found.flatMap(contact -> Identities.checked(contact.manifest()));
        Optional<Manifest.Device> device =
                manifest.flatMap(m -> m.device(found.get().deviceId()));
        if (device.isEmpty()) {
            return Optional.empty();
        }
        AccountId from = Identities.account(manifest.get().accountKey());
        return from.equals(own.account())
                ? Optional.empty()
                : Optional.of(new Arrived(from, manifest.get(), device.get(), found.get()));
    }

    /// Whether one more person who is not known here may write: a relay, or whoever it lets in,
    /// cannot fill the profile with strangers.
    boolean roomFor(Arrived arrived) {
        People people = new People(sql);
        return people.find(arrived.from()).isPresent() || people.strangers() < STRANGERS;
    }

    /// Whether the manifest that came goes with the one we know of that account, if we know one.
    boolean continuesKnown(Arrived arrived) {
        return new People(sql)
                .find(arrived.from())
                .map(person -> switch (Identities.compare(person.manifest(), arrived.manifest())) {
                    case SAME, LATER -> true;
                    case EARLIER, CONFLICTING -> false;
                })
                .orElse(true);
    }

    /// Answers the handshake, and keeps the session and what the first contact tells if it is
    /// genuine.
    ///
    /// @return the content of its envelope; empty if the keys it was made for are gone or it does
    ///     not open
    Optional<byte[]> respond(Arrived arrived) {
        FirstContact contact = arrived.contact();
        Optional<OurPrekeys> ours = prekeys.privateHalves(sql, contact.generation(), contact.oneTimeId());
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(respond(arrived, ours.get()));
        } catch (CryptoException e) {
            return Optional.empty();
        } finally {
            OwnPrekeys.wipe(ours.get());
        }
    }

    private byte[] respond(Arrived arrived, OurPrekeys ours) throws CryptoException {
        FirstContact contact = arrived.contact();
        Manifest.Device device = arrived.device();
        byte[] context = context(
                new Party(arrived.from(), device.id(), Identities.hash(arrived.manifest())),
                new Party(own.account(), OwnIdentity.DEVICE, own.manifestHash()),
                contact.generation(),
                contact.oneTimeId());
        Handshake.Agreed agreed = Handshake.respond(
                own.agreementKey(),
                ours,
                device.agreementKey().toArray(),
                contact.ephemeral().toArray(),
                contact.kemCiphertext().toArray(),
                context);
        try (RatchetSession session = RatchetSession.responder(agreed.sk(), agreed.transcript())) {
            RatchetSession.Opened opened = session.decrypt(contact.envelope().toArray());
            accept(arrived);
            try (RatchetSession next = opened.next()) {
                Octets transcript = Octets.of(agreed.transcript());
                add(arrived.from(), device.id(), transcript, contact.ephemeral(), Optional.empty(), next);
            }
            return opened.plaintext();
        } finally {
            Arrays.fill(agreed.sk(), (byte) 0);
        }
    }

    /// Keeps what a genuine first contact tells: who it is, and where they read answers.
    private void accept(Arrived arrived) {
        People people = new People(sql);
        Optional<People.Known> known = people.find(arrived.from());
        if (known.isPresent()) {
            KnownDevices.follow(sql, known.get(), arrived.manifest());
        } else {
            people.addStranger(
                    arrived.from(), arrived.manifest(), Identities.firstTrust(new Settings(sql), arrived.manifest()));
        }
        people.sid(arrived.from(), Optional.of(arrived.contact().replyMailbox()));
        if (arrived.contact().oneTimeId() != 0) {
            new Prekeys(sql).eraseOneTime(arrived.contact().oneTimeId());
        }
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

    private record Party(AccountId account, int device, Octets manifestHash) {
        void write(OctetWriter out) {
            account.write(out);
            out.u8(device).octets(manifestHash);
        }
    }

    /// What both ends bind into the transcript: suite, both accounts, devices and manifests, and
    /// which keys were used.
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
