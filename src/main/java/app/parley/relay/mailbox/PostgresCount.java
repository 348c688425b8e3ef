package app.parley.relay.mailbox;

import app.parley.store.PostgresDatabase;
import app.parley.store.Sql;
import app.parley.store.StoreException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something counted in the database for its owner to look at. Counting takes at most a hundredth
/// of the time: what took long to count is shown as it was for a while.
///
/// @param <T> what is counted
final class PostgresCount<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresCount.class);
    private static final long AT_ONCE_NANOS = 20_000_000;
    private static final int SHARE = 100;

    private final PostgresDatabase database;
    private final Function<Sql, T> query;
    private T known;
    private long next = System.nanoTime();

    /// @param first shown until it could be counted
    PostgresCount(PostgresDatabase database, T first, Function<Sql, T> query) {
        this.database = database;
        this.known = first;
        this.query = query;
    }

    /// While the database is away, what was last counted.
    synchronized T get() {
        long begun = System.nanoTime();
        if (begun - next < 0 || !database.reachable()) {
            return known;
        }
        try {
            known = database.transaction(query::apply);
        } catch (StoreException e) {
            LOG.debug("nothing could be counted: {}", e.why());
        }
        long now = System.nanoTime();
        long took = now - begun;
        next = took < AT_ONCE_NANOS ? now : now + SHARE * took;
        return known;
    }
}
