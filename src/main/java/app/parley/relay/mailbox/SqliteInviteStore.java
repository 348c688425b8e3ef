package app.parley.relay.mailbox;

import app.parley.protocol.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [InviteStore] in SQLite. Few and rare, so that reading goes through the writing thread too.
final class SqliteInviteStore implements InviteStore {
    private final CommitQueue commits;

    SqliteInviteStore(CommitQueue commits) {
        this.commits = commits;
    }

    @Override
    public CompletableFuture<Void> add(Octets admissionHash, Personal invite, Instant expires) {
        return commits.submit(change -> change.sql()
                        .update(
                                "insert into invite(admission, phone, code, expires) values(?, ?, ?, ?)",
                                admissionHash.toArray(),
                                invite.phoneTag().toArray(),
                                invite.codeTag().toArray(),
                                expires.getEpochSecond()))
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Optional<Personal>> find(Octets admissionHash, Instant now) {
        return commits.submit(change -> change.sql()
                .one(
                        "select phone, code from invite where admission = ? and expires > ?",
                        row -> new Personal(Octets.of(row.bytes("phone")), Octets.of(row.bytes("code"))),
                        admissionHash.toArray(),
                        now.getEpochSecond()));
    }

    @Override
    public CompletableFuture<Boolean> use(Octets admissionHash) {
        return commits.submit(
                change -> change.sql().update("delete from invite where admission = ?", admissionHash.toArray()) == 1);
    }

    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        return commits.submit(
                        change -> change.sql().update("delete from invite where expires <= ?", now.getEpochSecond()))
                .thenAccept(done -> {});
    }
}
