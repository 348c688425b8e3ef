package app.parley.relay.mailbox;

import app.parley.store.PostgresDatabase;
import app.parley.store.Sql;
import java.util.Collection;
import java.util.Iterator;

/// What relays that share a database say to each other: names of mailboxes only.
final class PostgresTalk {
    /// What one notification may hold, in octets.
    private static final int MOST = 7900;

    private final PostgresDatabase database;
    private final String self;

    /// @param self tells this relay's own words from the others'
    PostgresTalk(PostgresDatabase database, String self) {
        this.database = database;
        this.self = self;
    }

    /// Says so as soon as the transaction commits, and only then.
    void appended(Sql sql, Collection<Long> boxes) {
        Iterator<Long> rest = boxes.iterator();
        while (rest.hasNext()) {
            StringBuilder said = new StringBuilder("mail ").append(self);
            while (rest.hasNext() && said.length() < MOST - 20) {
                said.append(' ').append(Long.toString(rest.next(), Character.MAX_RADIX));
            }
            sql.one("select pg_notify(?, ?)::text as it", row -> true, database.channel(), said.toString());
        }
    }
}
