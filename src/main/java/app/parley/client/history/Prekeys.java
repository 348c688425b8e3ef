package app.parley.client.history;

import app.parley.store.Row;
import app.parley.store.Sql;
import java.util.Optional;

/// The private halves of published prekeys (PROTOCOL.md §3), as seeds.
public final class Prekeys {
    /// Generations kept beside the newest.
    private static final int OLD_KEPT = 2;
    /// The relay keeps 50; those it handed out may still be on their way.
    private static final int ONE_TIME_KEPT = 500;

    private final Sql sql;

    public Prekeys(Sql sql) {
        this.sql = sql;
    }

    /// @param made epoch seconds
    /// @param spk X25519 seed
    /// @param kem ML-KEM-1024 seed
    /// @param seal X-Wing seed
    public record Generation(int number, long made, byte[] spk, byte[] kem, byte[] seal) {}

    /// @param agreement X25519 seed
    /// @param kem ML-KEM-1024 seed
    public record OneTime(int id, byte[] agreement, byte[] kem) {}

    public Optional<Generation> generation(int number) {
        return sql.one("select * from prekey where generation = ?", Prekeys::map, number);
    }

    public Optional<Generation> newest() {
        return sql.one("select * from prekey order by generation desc limit 1", Prekeys::map);
    }

    public void add(Generation generation) {
        sql.update(
                "insert into prekey(generation, made, spk, kem, seal) values(?, ?, ?, ?, ?)",
                generation.number(),
                generation.made(),
                generation.spk(),
                generation.kem(),
                generation.seal());
    }

    /// Erases the generations that nothing is on its way for any more: all but the newest and two.
    public void eraseOld() {
        sql.update("delete from prekey where generation < (select max(generation) from prekey) - ?", OLD_KEPT);
    }

    public Optional<OneTime> oneTime(int id) {
        return sql.one(
                "select * from one_time where id = ?",
                row -> new OneTime(row.integer("id"), row.bytes("agreement"), row.bytes("kem")),
                id);
    }

    /// Adds one and erases those so old that the relay cannot have them any more.
    public void addOneTime(OneTime key) {
        sql.update("delete from one_time where id <= ?", key.id() - ONE_TIME_KEPT);
        sql.update("insert into one_time(id, agreement, kem) values(?, ?, ?)", key.id(), key.agreement(), key.kem());
    }

    /// It was used, or will never be.
    public void eraseOneTime(int id) {
        sql.update("delete from one_time where id = ?", id);
    }

    private static Generation map(Row row) {
        return new Generation(
                row.integer("generation"), row.number("made"), row.bytes("spk"), row.bytes("kem"), row.bytes("seal"));
    }
}
