package app.parley.client.history;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// The sessions with other devices, as encoded ratchet states (PROTOCOL.md §4, §6).
public final class Sessions {
    /// Sessions kept for a pair of devices; the one heard longest ago goes first.
    private static final int KEPT = 5;

    private final Sql sql;

    public Sessions(Sql sql) {
        this.sql = sql;
    }

    /// @param transcript T, 32 octets, names the session to both ends
    /// @param ephemeral EK of the handshake
    /// @param opening what a first contact repeats; empty once the peer answered, and on the
    ///     peer's side
    /// @param state the encoded ratchet
    /// @param begun when it was, in epoch seconds
    /// @param heard rises whenever a session opens an envelope; the highest is the one to write
    ///     in
    public record Stored(
            long id,
            AccountId account,
            int device,
            Octets transcript,
            Octets ephemeral,
            Optional<byte[]> opening,
            byte[] state,
            long heard,
            long begun) {}

    /// All sessions with a person, the one to write in first; on a tie, the smaller transcript.
    public List<Stored> with(AccountId account) {
        return sql.list(
                "select * from session where account = ? order by heard desc, transcript",
                Sessions::map,
                account.octets().toArray());
    }

    public Optional<Stored> byEphemeral(AccountId account, Octets ephemeral) {
        return sql.one(
                "select * from session where account = ? and ephemeral = ?",
                Sessions::map,
                account.octets().toArray(),
                ephemeral.toArray());
    }

    public Stored add(
            AccountId account,
            int device,
            Octets transcript,
            Octets ephemeral,
            Optional<byte[]> opening,
            byte[] state,
            long heard,
            long begun) {
        long id = sql.insert(
                "insert into session(account, device, transcript, ephemeral, opening, state, heard, begun)"
                        + " values(?, ?, ?, ?, ?, ?, ?, ?)",
                account.octets().toArray(),
                device,
                transcript.toArray(),
                ephemeral.toArray(),
                opening,
                state,
                heard,
                begun);
        sql.update(
                "delete from session where account = ? and device = ? and id not in (select id from session"
                        + " where account = ? and device = ? order by heard desc, id desc limit ?)",
                account.octets().toArray(),
                device,
                account.octets().toArray(),
                device,
                KEPT);
        return new Stored(id, account, device, transcript, ephemeral, opening, state, heard, begun);
    }

    /// After writing in it.
    public void state(long id, byte[] state) {
        sql.update("update session set state = ? where id = ?", state, id);
    }

    /// After it opened an envelope: the peer has it, so first contacts end.
    public void heard(long id, byte[] state, long heard) {
        sql.update("update session set state = ?, heard = ?, opening = null where id = ?", state, heard, id);
    }

    public void removeAll(AccountId account) {
        sql.update("delete from session where account = ?", account.octets().toArray());
    }

    /// Ends the sessions with one device.
    public void remove(AccountId account, int device) {
        sql.update(
                "delete from session where account = ? and device = ?",
                account.octets().toArray(),
                device);
    }

    public List<AccountId> accounts() {
        return sql.list("select distinct account from session", row -> new AccountId(Octets.of(row.bytes("account"))));
    }

    private static Stored map(Row row) {
        return new Stored(
                row.number("id"),
                new AccountId(Octets.of(row.bytes("account"))),
                row.integer("device"),
                Octets.of(row.bytes("transcript")),
                Octets.of(row.bytes("ephemeral")),
                row.optionalBytes("opening"),
                row.bytes("state"),
                row.number("heard"),
                row.number("begun"));
    }
}
