package app.parley.relay.mailbox;

import app.parley.protocol.AccountId;
import app.parley.store.PostgresDatabase;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [AccountStore] in PostgreSQL: the statements are SQLite's, but for what many want at once.
final class PostgresAccountStore extends SqliteAccountStore {
    /// One of those that nobody is just taking.
    private static final String TAKE_ONE = """
            delete from onetime where (account, device, id) = (
                select account, device, id from onetime where account = ? and device = ?
                order by id limit 1 for update skip locked)
            returning body""";

    private final PostgresDatabase database;
    private final PostgresWorkers workers;
    private final PostgresCount<Integer> count;

    PostgresAccountStore(PostgresDatabase database, PostgresWorkers workers) {
        super(database, workers, workers.threads(), new SqliteKeys(TAKE_ONE));
        this.database = database;
        this.workers = workers;
        this.count =
                new PostgresCount<>(database, 0, sql -> Math.toIntExact(sql.number("select count(*) from account")));
    }

    @Override
    public CompletableFuture<Optional<Taken>> takeKeys(AccountId id, int device, Instant now) {
        return workers.submit(() -> database.transaction(sql -> keys().take(sql, id, device, now)));
    }

    @Override
    public int count() {
        return count.get();
    }
}
