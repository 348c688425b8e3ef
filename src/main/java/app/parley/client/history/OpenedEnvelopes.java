package app.parley.client.history;

import app.parley.protocol.EnvelopeId;
import app.parley.store.Sql;

/// The envelopes that were opened last, so that one that comes again is known even when its
/// session is not.
public final class OpenedEnvelopes {
    private static final int KEPT = 20_000;

    private final Sql sql;

    public OpenedEnvelopes(Sql sql) {
        this.sql = sql;
    }

    public boolean knows(EnvelopeId envelope) {
        return sql.number(
                        "select exists(select 1 from opened where envelope_id = ?)",
                        envelope.octets().toArray())
                == 1;
    }

    public void add(EnvelopeId envelope) {
        long id = sql.insert(
                "insert into opened(envelope_id) values(?)", envelope.octets().toArray());
        sql.update("delete from opened where id <= ?", id - KEPT);
    }
}
