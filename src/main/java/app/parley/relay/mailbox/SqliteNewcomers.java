package app.parley.relay.mailbox;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.AccountStore.Gone;
import app.parley.relay.mailbox.AccountStore.Newcomer;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The statements about who waits to be let in, and who was sent away.
final class SqliteNewcomers {
    private static final String COLUMNS = "select id, phone, sealed, manifest, since from newcomer ";

    private static Newcomer newcomer(Row row) {
        return new Newcomer(
                new AccountId(Octets.of(row.bytes("id"))),
                Octets.of(row.bytes("phone")),
                Octets.of(row.bytes("sealed")),
                SqliteAccountStore.manifest(row.bytes("manifest")),
                Instant.ofEpochSecond(row.number("since") * 3600));
    }

    void put(Sql sql, Newcomer newcomer) {
        sql.update(
                "insert into newcomer(id, phone, sealed, manifest, since) values(?, ?, ?, ?, ?)"
                        + " on conflict(id) do update set phone = excluded.phone, sealed = excluded.sealed,"
                        + " manifest = excluded.manifest, since = excluded.since",
                newcomer.id().octets().toArray(),
                newcomer.phoneTag().toArray(),
                newcomer.sealedPhone().toArray(),
                newcomer.manifest().encode(),
                SqliteAccountStore.hour(newcomer.since()));
        sql.update("delete from gone where id = ?", newcomer.id().octets().toArray());
    }

    Optional<Newcomer> find(Sql sql, AccountId id) {
        return sql.one(
                COLUMNS + "where id = ?", SqliteNewcomers::newcomer, id.octets().toArray());
    }

    List<Newcomer> all(Sql sql) {
        return sql.list(COLUMNS + "order by id", SqliteNewcomers::newcomer);
    }

    /// @return whether the account waited
    boolean forget(Sql sql, AccountId id) {
        return sql.update("delete from newcomer where id = ?", id.octets().toArray()) == 1;
    }

    void joined(Sql sql, AccountId id) {
        forget(sql, id);
        sql.update("delete from gone where id = ?", id.octets().toArray());
    }

    void gone(Sql sql, AccountId id, Gone why, Instant now) {
        sql.update(
                "insert into gone(id, why, until) values(?, ?, ?)"
                        + " on conflict(id) do update set why = excluded.why, until = excluded.until",
                id.octets().toArray(),
                switch (why) {
                    case REMOVED -> 1;
                    case REFUSED -> 2;
                },
                SqliteAccountStore.day(now.plus(AccountStore.GONE_KEPT)));
    }

    Optional<Gone> gone(Sql sql, AccountId id) {
        return sql.one(
                "select why from gone where id = ?",
                row -> row.integer("why") == 1 ? Gone.REMOVED : Gone.REFUSED,
                id.octets().toArray());
    }

    void sweep(Sql sql, Instant now) {
        sql.update("delete from newcomer where since < ?", SqliteAccountStore.hour(now.minus(AccountStore.WAITS)));
        sql.update("delete from gone where until < ?", SqliteAccountStore.day(now));
    }
}
