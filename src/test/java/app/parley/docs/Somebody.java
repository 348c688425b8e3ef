package app.parley.docs;

import app.parley.client.Person.Trust;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.People;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.session.PeerKeys;
import app.parley.client.session.SessionBook;
import app.parley.client.session.SessionBook.Opened;
import app.parley.client.session.SessionBook.Outbound;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.SigningKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import app.parley.store.Database;
import app.parley.store.Sql;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A person with the client's own identity, prekeys and sessions in a real profile, but with
/// randomness that can be repeated.
final class Somebody implements AutoCloseable {
    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    final NamedRandomness randomness;
    final OwnIdentity own;
    /// The private keys, from the seeds that were drawn.
    final SigningKey aik;

    final SigningKey dsk;
    final AgreementKey dik;
    final Mailboxes.Own intro;
    private final OwnPrekeys prekeys;
    private final Database database;

    Somebody(String name, Path folder) {
        randomness = new NamedRandomness(name);
        database = Database.open(folder.resolve(name + ".db"), Optional.empty(), Schema.MIGRATIONS);
        own = database.transaction(sql -> OwnIdentity.create(new Settings(sql), randomness));
        aik = SigningKey.of(randomness.next(SigningKey.SEED_SIZE));
        dsk = SigningKey.of(randomness.next(SigningKey.SEED_SIZE));
        dik = AgreementKey.of(randomness.next(AgreementKey.SIZE));
        prekeys = new OwnPrekeys(own, randomness);
        intro = mailbox(Optional.empty());
    }

    Mailboxes.Own mailbox(Optional<AccountId> from) {
        Octets rid = Octets.of(randomness.bytes(MailboxId.LENGTH));
        Octets sid = Octets.of(randomness.bytes(MailboxId.LENGTH));
        randomness.forget();
        return database.transaction(
                sql -> new Mailboxes(sql).add(new MailboxId.Read(rid), new MailboxId.Send(sid), from));
    }

    OwnPrekeys.Publication publish() {
        return database.transaction(sql -> prekeys.due(sql, 0, 0, NOW)).orElseThrow();
    }

    void meet(Somebody other) {
        database.write(sql -> new People(sql).add(other.own.account(), other.own.manifest(), Trust.FIRST_SEEN, true));
    }

    void knowsMailbox(Somebody other, MailboxId.Send sid) {
        database.write(sql -> new People(sql).sid(other.own.account(), Optional.of(sid)));
    }

    void begin(PeerKeys keys) {
        if (!database.transaction(sql -> book(sql).begin(keys))) {
            throw new IllegalStateException("no session was begun");
        }
    }

    Content compose(Somebody to, int id, List<Octets> parents, Body body) {
        byte[] octets = new byte[Content.ID_LENGTH];
        octets[0] = (byte) id;
        Content content = new Content(
                Octets.of(octets),
                Identities.conversation(own.account(), to.own.account()),
                NOW.toEpochMilli() + id,
                own.manifestHash(),
                to.own.manifestHash(),
                parents,
                body,
                Optional.empty());
        return content.signed(own.sign("content", content.signedPart(own.account(), to.own.account())));
    }

    Outbound seal(Somebody to, Content content) {
        return database.transaction(sql -> book(sql)
                .seal(new People(sql).find(to.own.account()).orElseThrow(), content.encode())
                .orElseThrow());
    }

    Opened open(Mailboxes.Own mailbox, byte[] envelope) {
        return (Opened) database.transaction(sql -> book(sql).open(mailbox, envelope));
    }

    private SessionBook book(Sql sql) {
        return new SessionBook(sql, own, prekeys, randomness, NOW);
    }

    @Override
    public void close() {
        own.close();
        database.close();
    }
}
