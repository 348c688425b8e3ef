package app.parley.client.history;

import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The secrets of invites made here for one person each, until somebody proved to hold them
/// (PROTOCOL.md §2).
public final class IssuedInvites {
    /// As long as an envelope may take after the last moment such an invite is good for.
    private static final Duration KEPT = Duration.ofDays(30);
    /// The newest are kept, so that looking through them stays quick.
    private static final int AT_MOST = 1000;

    private final Sql sql;

    public IssuedInvites(Sql sql) {
        this.sql = sql;
    }

    public void add(Octets secret, Instant now) {
        sql.update("insert into invited(secret, made) values(?, ?)", secret.toArray(), now.getEpochSecond());
        sql.update("delete from invited where made < ?", now.minus(KEPT).getEpochSecond());
        sql.update(
                "delete from invited where secret not in (select secret from invited order by made desc limit ?)",
                AT_MOST);
    }

    public List<Octets> all() {
        return sql.list("select secret from invited", row -> Octets.of(row.bytes("secret")));
    }

    public void remove(Octets secret) {
        sql.update("delete from invited where secret = ?", (Object) secret.toArray());
    }
}
