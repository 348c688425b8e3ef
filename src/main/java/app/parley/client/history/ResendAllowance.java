package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.store.Sql;

/// How much is sent again to somebody who says that they could not open it: [#BURST] messages at
/// once, and as many an hour (PROTOCOL.md §6). An answer that there is nothing counts as one. Kept in the
/// profile, so
/// that a restart does not
/// renew it.
public final class ResendAllowance {
    public static final int BURST = 200;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long PRICE_MILLIS = HOUR_MILLIS / BURST;

    private final Sql sql;

    public ResendAllowance(Sql sql) {
        this.sql = sql;
    }

    /// Takes up to `wanted` from the allowance.
    ///
    /// @return how many may be sent again now
    public int take(AccountId account, int wanted, long nowMillis) {
        long paid = sql.one("select paid from resend_limit where account = ?", row -> row.number("paid"), (Object)
                        account.octets().toArray())
                .orElse(0L);
        // A clock that was set back must not lock anybody out for longer than an hour.
        long debt = Math.clamp(paid - nowMillis, 0, HOUR_MILLIS);
        int allowed = (int) Math.min(wanted, (HOUR_MILLIS - debt) / PRICE_MILLIS);
        sql.update(
                "insert or replace into resend_limit(account, paid) values(?, ?)",
                account.octets().toArray(),
                nowMillis + debt + allowed * PRICE_MILLIS);
        return allowed;
    }
}
