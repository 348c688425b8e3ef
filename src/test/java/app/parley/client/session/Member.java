package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.crypto.Randomness;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.content.CircleProfile;
import app.parley.store.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody with real keys, and what they publish.
final class Member implements AutoCloseable {
    static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

    final OwnIdentity own;
    final KeyBundle bundle;
    final List<OneTimeKey> pairs;
    final Database database;

    Member(String name, Path folder, Randomness randomness) {
        database = Database.open(folder.resolve(name + ".db"), Optional.empty(), Schema.MIGRATIONS);
        own = database.transaction(sql -> OwnIdentity.create(new Settings(sql), randomness));
        OwnPrekeys.Publication published = database.transaction(sql -> {
                    Octets rid = Octets.of(randomness.bytes(MailboxId.LENGTH));
                    Octets sid = Octets.of(randomness.bytes(MailboxId.LENGTH));
                    new Mailboxes(sql).add(new MailboxId.Read(rid), new MailboxId.Send(sid), Optional.empty());
                    return new OwnPrekeys(own, randomness).due(sql, 0, 0, NOW);
                })
                .orElseThrow();
        bundle = published.bundle();
        pairs = published.oneTime();
    }

    Octets manifest() {
        return Octets.of(own.manifest().encode());
    }

    Octets encodedBundle() {
        return Octets.of(bundle.encode());
    }

    /// A bundle with some things changed, signed again by this member's device.
    KeyBundle resigned(KeyBundle changed) {
        return changed.signed(own.sign("bundle", changed.signedPart()));
    }

    /// The manifest after this member's first, with the same device.
    Manifest next() {
        Manifest now = own.manifest();
        byte[] signature = own.signAsAccount(
                "manifest", Manifest.signedPart(now.accountKey(), 2, own.manifestHash(), 1, now.devices()));
        return new Manifest(now.accountKey(), 2, own.manifestHash(), 1, now.devices(), Octets.of(signature));
    }

    CircleProfile profile(String name) {
        CircleProfile unsigned = new CircleProfile(
                own.account(), OwnIdentity.DEVICE, 1, name, Optional.empty(), Octets.of(new byte[64]));
        return unsigned.signed(own.sign("profile", unsigned.signedPart()));
    }

    @Override
    public void close() {
        own.close();
        database.close();
    }
}
