package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// Envelopes that no session opened, until their content came again or was given up (PROTOCOL.md
/// §6).
public final class Unopened {
    /// Of one person; what comes beyond is passed over.
    private static final int AT_MOST = 1000;

    private final Sql sql;

    public Unopened(Sql sql) {
        this.sql = sql;
    }

    /// @param asked how often the sender was asked
    public record Lost(EnvelopeId envelope, AccountId from, int asked) {}

    public void add(EnvelopeId envelope, AccountId from, long nowMillis, long nextMillis) {
        sql.update(
                "insert or ignore into unopened(envelope_id, account, since, asked, next) select ?, ?, ?, 0, ?"
                        + " where (select count(*) from unopened where account = ?) < " + AT_MOST,
                envelope.octets().toArray(),
                from.octets().toArray(),
                nowMillis,
                nextMillis,
                from.octets().toArray());
    }

    /// When the sender of the next one is to be asked, in epoch milliseconds.
    public Optional<Long> nextDue() {
        return sql.one("select min(next) as next from unopened having count(*) > 0", row -> row.number("next"));
    }

    public List<Lost> due(long nowMillis) {
        return sql.list(
                "select * from unopened where next <= ? order by since",
                row -> new Lost(
                        new EnvelopeId(Octets.of(row.bytes("envelope_id"))),
                        new AccountId(Octets.of(row.bytes("account"))),
                        row.integer("asked")),
                nowMillis);
    }

    public void asked(EnvelopeId envelope, long nextMillis) {
        sql.update(
                "update unopened set asked = asked + 1, next = ? where envelope_id = ?",
                nextMillis,
                envelope.octets().toArray());
    }

    /// It could not be asked for yet.
    public void later(EnvelopeId envelope, long nextMillis) {
        sql.update(
                "update unopened set next = ? where envelope_id = ?",
                nextMillis,
                envelope.octets().toArray());
    }

    /// Nobody can be asked for what `from` sent any more.
    ///
    /// @return how many there were
    public int removeAll(AccountId from) {
        return sql.update(
                "delete from unopened where account = ?", (Object) from.octets().toArray());
    }

    /// @return whether it was there
    public boolean remove(AccountId from, EnvelopeId envelope) {
        return sql.update(
                        "delete from unopened where envelope_id = ? and account = ?",
                        envelope.octets().toArray(),
                        from.octets().toArray())
                > 0;
    }
}
