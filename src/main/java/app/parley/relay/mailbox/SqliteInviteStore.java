package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import app.parley.store.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [InviteStore] in SQLite. Few and rare, so that reading goes through the writing thread too.
final class SqliteInviteStore implements InviteStore {
    private static final String COLUMNS = "select admission, phone, code, uses, expires from invite ";

    private final Commits commits;

    SqliteInviteStore(Commits commits) {
        this.commits = commits;
    }

    private static Kept kept(Row row) {
        Octets phone = Octets.of(row.bytes("phone"));
        return new Kept(
                Octets.of(row.bytes("admission")),
                phone.length() == 0 ? Optional.empty() : Optional.of(new Personal(phone, Octets.of(row.bytes("code")))),
                row.integer("uses"),
                Instant.ofEpochSecond(row.number("expires")));
    }

    @Override
    public CompletableFuture<Void> add(Kept invite) {
        Octets phone = invite.personal().map(Personal::phoneTag).orElse(Octets.EMPTY);
        Octets code = invite.personal().map(Personal::codeTag).orElse(Octets.EMPTY);
        return commits.submit(change -> change.sql()
                        .update(
                                "insert into invite(admission, phone, code, uses, expires) values(?, ?, ?, ?, ?)",
                                invite.admissionHash().toArray(),
                                phone.toArray(),
                                code.toArray(),
                                invite.usesLeft(),
                                invite.expires().getEpochSecond()))
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Optional<Kept>> find(Octets admissionHash, Instant now) {
        return commits.submit(change -> change.sql()
                .one(
                        COLUMNS + "where admission = ? and expires > ?",
                        SqliteInviteStore::kept,
                        admissionHash.toArray(),
                        now.getEpochSecond()));
    }

    @Override
    public CompletableFuture<List<Kept>> list(Instant now) {
        return commits.submit(change -> change.sql()
                .list(
                        COLUMNS + "where expires > ? order by expires, admission",
                        SqliteInviteStore::kept,
                        now.getEpochSecond()));
    }

    @Override
    public CompletableFuture<Boolean> use(Octets admissionHash) {
        return commits.submit(change -> {
            byte[] key = admissionHash.toArray();
            return change.sql().update("delete from invite where admission = ? and uses <= 1", key) == 1
                    || change.sql().update("update invite set uses = uses - 1 where admission = ?", key) == 1;
        });
    }

    @Override
    public CompletableFuture<Boolean> revoke(Octets admissionHash) {
        return commits.submit(
                change -> change.sql().update("delete from invite where admission = ?", admissionHash.toArray()) == 1);
    }

    @Override
    public CompletableFuture<Long> openGeneration() {
        return commits.submit(change -> SqliteTally.OPEN_INVITE.of(change.sql()));
    }

    @Override
    public CompletableFuture<Long> replaceOpen() {
        return commits.submit(change -> SqliteTally.OPEN_INVITE.countOne(change.sql()));
    }

    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        return commits.submit(
                        change -> change.sql().update("delete from invite where expires <= ?", now.getEpochSecond()))
                .thenAccept(done -> {});
    }
}
