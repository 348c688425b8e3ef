package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.OpenedEnvelopes;
import app.parley.client.history.People;
import app.parley.client.history.Sessions;
import app.parley.client.history.Settings;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.RatchetSession;
import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.content.FirstContact;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Turns contents into envelopes and back, through the sessions of one profile (PROTOCOL.md §4,
/// §6). Every call works inside the caller's transaction: what it returns must be stored or sent
/// only if that transaction commits.
public final class SessionBook {
    private static final Duration UNANSWERED = Duration.ofDays(2);

    private final Sql sql;
    private final Randomness randomness;
    private final Sessions sessions;
    private final FirstContacts firstContacts;
    private final Instant now;

    public SessionBook(Sql sql, OwnIdentity own, OwnPrekeys prekeys, Randomness randomness, Instant now) {
        this.sql = sql;
        this.randomness = randomness;
        this.sessions = new Sessions(sql);
        this.now = now;
        this.firstContacts = new FirstContacts(sql, own, prekeys, randomness, now);
    }

    /// Final bytes, and where they go.
    public record Outbound(long session, MailboxId.Send sid, byte[] envelope) {}

    /// How an envelope was taken.
    public sealed interface Inbound {}

    /// It was opened, and the session stored.
    ///
    /// @param content the plaintext
    /// @param fresh the session began with this envelope
    /// @param newDevice it came from a device that was not on the list known of that account
    public record Opened(AccountId from, Manifest.Device device, byte[] content, boolean fresh, boolean newDevice)
            implements Inbound {}

    /// No session opens it. `from` is who writes to that mailbox.
    public record Lost(AccountId from) implements Inbound {}

    /// It was opened before.
    public record Repeated() implements Inbound {}

    /// A first contact with a list of devices that cannot follow the one that is known.
    public record Unfitting(AccountId from, Manifest manifest) implements Inbound {}

    /// Nobody we could ask: a broken first contact, one for keys that are gone, or a stranger too
    /// many.
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

    /// A session that was begun here and not answered is for as long as the peer surely keeps the
    /// keys it was begun with; after that a new one is begun.
    private boolean reaches(People.Known to, Sessions.Stored stored) {
        if (stored.opening().isEmpty()) {
            return to.sid().isPresent();
        }
        return stored.begun() > lastOfStale();
    }

    /// A session that was begun then or before, in epoch seconds, and never answered, is not for
    /// writing any more.
    public long lastOfStale() {
        return now.minus(UNANSWERED).getEpochSecond();
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
                    stored.id(), opening.intro(), firstContacts.wrap(to.account(), stored, opening, sealed.envelope()));
        } catch (CryptoException e) {
            throw new IllegalStateException("a stored session cannot seal", e);
        }
    }

    /// Begins a session with keys that the relay handed out; it is the one to write in from now
    /// on.
    ///
    /// @return false if the keys are of a kind that no honest device makes
    public boolean begin(PeerKeys peer) {
        return firstContacts.begin(peer);
    }

    /// Opens an envelope that came to one of our mailboxes, and stores what that changes in its
    /// session.
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
                return opened(stored, content.get());
            }
        }
        return new Lost(from);
    }

    private Optional<byte[]> tryOpen(Sessions.Stored stored, byte[] envelope) {
        try (RatchetSession session = RatchetSession.decode(stored.state())) {
            RatchetSession.Opened opened = session.decrypt(envelope);
            // The chain to answer in is made at once, so that sending is quick.
            try (RatchetSession next = opened.next();
                    RatchetSession ready = next.prepared(randomness)) {
                sessions.heard(stored.id(), ready.encode(), new Settings(sql).next(Settings.Name.HEARD));
            }
            return Optional.of(opened.plaintext());
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    private Inbound firstContact(byte[] envelope) {
        Optional<FirstContacts.Arrived> unwrapped = firstContacts.unwrap(envelope);
        if (unwrapped.isEmpty()) {
            return new Junk();
        }
        FirstContacts.Arrived arrived = unwrapped.get();
        AccountId from = arrived.from();
        FirstContact contact = arrived.contact();
        Optional<Sessions.Stored> known = sessions.byEphemeral(from, contact.ephemeral());
        if (known.isPresent()) {
            return tryOpen(known.get(), contact.envelope().toArray())
                    .<Inbound>map(content -> opened(known.get(), content))
                    .orElseGet(() -> new Lost(from));
        }
        if (!firstContacts.continuesKnown(arrived)) {
            return new Unfitting(from, arrived.manifest());
        }
        if (!firstContacts.roomFor(arrived)) {
            return new Junk();
        }
        Manifest.Device device = arrived.device();
        boolean newDevice = new People(sql)
                .find(from)
                .map(person -> !person.manifest().device(device.id()).equals(Optional.of(device)))
                .orElse(false);
        return firstContacts
                .respond(arrived)
                .<Inbound>map(content -> new Opened(from, device, content, true, newDevice))
                .orElseGet(() -> knows(from) ? new Lost(from) : new Junk());
    }

    private boolean knows(AccountId account) {
        return new People(sql).find(account).isPresent();
    }

    private Opened opened(Sessions.Stored stored, byte[] content) {
        Manifest manifest = new People(sql).find(stored.account()).orElseThrow().manifest();
        return new Opened(stored.account(), manifest.device(stored.device()).orElseThrow(), content, false, false);
    }

    /// Ends all sessions with somebody; what was sealed in them and not sent must be unsealed by
    /// the caller.
    public void forget(AccountId account) {
        sessions.removeAll(account);
    }

    public List<AccountId> peers() {
        return sessions.accounts();
    }
}
