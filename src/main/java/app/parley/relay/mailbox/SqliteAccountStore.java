package app.parley.relay.mailbox;

import app.parley.crypto.Sha256;
import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.store.Row;
import app.parley.store.Sql;
import app.parley.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// [AccountStore] in SQLite. All tables are ordered by their keys, so that no row tells when it
/// was made.
class SqliteAccountStore implements AccountStore {
    private static final String COLUMNS = "select id, phone, manifest, profile, hidden, seen from account ";

    private final Transactions database;
    private final Commits commits;
    private final Executor readers;
    private final SqliteKeys keys;
    private final SqliteNewcomers newcomers = new SqliteNewcomers();
    private final AtomicInteger count = new AtomicInteger();

    SqliteAccountStore(Transactions database, Commits commits, Executor readers) {
        this(database, commits, readers, new SqliteKeys(SqliteKeys.TAKE_ONE));
    }

    SqliteAccountStore(Transactions database, Commits commits, Executor readers, SqliteKeys keys) {
        this.keys = keys;
        this.database = database;
        this.commits = commits;
        this.readers = readers;
        count.set(Math.toIntExact(
                database.<Long, RuntimeException>read(sql -> sql.number("select count(*) from account"))));
    }

    private static Account account(Row row) {
        return new Account(
                new AccountId(Octets.of(row.bytes("id"))),
                Octets.of(row.bytes("phone")),
                manifest(row.bytes("manifest")),
                Octets.of(row.bytes("profile")),
                row.flag("hidden"),
                Instant.EPOCH.plus(Duration.ofDays(row.number("seen"))));
    }

    static Manifest manifest(byte[] bytes) {
        try {
            return Manifest.decode(bytes);
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored manifest is damaged", e);
        }
    }

    private static Optional<Account> find(Sql sql, AccountId id) {
        return sql.one(
                COLUMNS + "where id = ?",
                SqliteAccountStore::account,
                id.octets().toArray());
    }

    private static Optional<Account> holder(Sql sql, Octets phoneTag) {
        return sql.one(COLUMNS + "where phone = ?", SqliteAccountStore::account, phoneTag.toArray());
    }

    @Override
    public CompletableFuture<Optional<Account>> find(AccountId id) {
        return CompletableFuture.supplyAsync(() -> database.read(sql -> find(sql, id)), readers);
    }

    @Override
    public CompletableFuture<Optional<AccountId>> holder(Octets phoneTag) {
        return CompletableFuture.supplyAsync(
                () -> database.read(sql -> holder(sql, phoneTag).map(Account::id)), readers);
    }

    @Override
    public CompletableFuture<List<Account>> after(AccountId after, int maxBytes) {
        return CompletableFuture.supplyAsync(
                () -> database.read(sql -> {
                    List<Account> page = new ArrayList<>();
                    int bytes = 0;
                    for (AccountId id : sql.list(
                            "select id from account where id > ? order by id limit 256",
                            row -> new AccountId(Octets.of(row.bytes("id"))),
                            after.octets().toArray())) {
                        Account next = find(sql, id).orElseThrow();
                        bytes += Manifest.MAX_LENGTH + next.profile().length();
                        if (bytes > maxBytes && !page.isEmpty()) {
                            break;
                        }
                        page.add(next);
                    }
                    return page;
                }),
                readers);
    }

    @Override
    public CompletableFuture<Registered> register(
            AccountId id, Octets phoneTag, Manifest manifest, Instant now, Predicate<AccountId> online) {
        return commits.submit(change -> {
            Sql sql = change.sql();
            Optional<Account> known = find(sql, id);
            if (known.isPresent() && !sameOrNext(known.get().manifest(), manifest)) {
                return new Registered.Stale(known.get().manifest());
            }
            Optional<Account> holder =
                    holder(sql, phoneTag).filter(account -> !account.id().equals(id));
            if (holder.isPresent()) {
                Duration wait = claim(sql, holder.get(), id, now, online);
                if (wait.isPositive()) {
                    return new Registered.Held(holder.get().id(), wait);
                }
                remove(sql, holder.get().id());
                change.committed(count::decrementAndGet);
            }
            sql.update("delete from claim where phone = ?", phoneTag.toArray());
            known.ifPresent(before -> forgetKeys(sql, id, before.manifest(), manifest));
            put(sql, id, phoneTag, manifest, now);
            newcomers.joined(sql, id);
            if (known.isEmpty()) {
                change.committed(count::incrementAndGet);
            }
            return new Registered.Joined(holder.map(Account::id));
        });
    }

    private static boolean sameOrNext(Manifest old, Manifest manifest) {
        return old.equals(manifest) || continues(old, manifest);
    }

    private static boolean continues(Manifest old, Manifest next) {
        return next.accountKey().equals(old.accountKey())
                && next.seq() == old.seq() + 1
                && next.previousHash().equals(Octets.of(Sha256.of(old.encode())));
    }

    /// Keys of a device are signed by it: once it is another device, nobody could use them.
    private static void forgetKeys(Sql sql, AccountId id, Manifest before, Manifest now) {
        if (!before.devices().equals(now.devices())) {
            byte[] key = id.octets().toArray();
            sql.update("delete from bundle where account = ?", key);
            sql.update("delete from onetime where account = ?", key);
        }
    }

    private static void put(Sql sql, AccountId id, Octets phoneTag, Manifest manifest, Instant now) {
        sql.update(
                "insert into account(id, phone, manifest, profile, hidden, seen) values(?, ?, ?, ?, 0, ?)"
                        + " on conflict(id) do update set phone = excluded.phone, manifest = excluded.manifest,"
                        + " seen = excluded.seen",
                id.octets().toArray(),
                phoneTag.toArray(),
                manifest.encode(),
                new byte[0],
                day(now));
    }

    /// How long the claimant still has to wait; zero once the hold is over and the holder never
    /// came back.
    private static Duration claim(
            Sql sql, Account holder, AccountId claimant, Instant now, Predicate<AccountId> online) {
        byte[] phone = holder.phoneTag().toArray();
        byte[] who = claimant.octets().toArray();
        sql.update(
                "insert into claim(phone, account, since) values(?, ?, ?) on conflict do nothing",
                phone,
                who,
                hour(now));
        long since = sql.number("select since from claim where phone = ? and account = ?", phone, who);
        Instant over = Instant.ofEpochSecond(since * 3600).plus(HOLD);
        if (online.test(holder.id())) {
            return HOLD;
        }
        return now.isBefore(over) ? Duration.between(now, over) : Duration.ZERO;
    }

    @Override
    public CompletableFuture<Void> await(Newcomer newcomer) {
        return commits.submit(change -> {
                    newcomers.put(change.sql(), newcomer);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Optional<Newcomer>> newcomer(AccountId id) {
        return CompletableFuture.supplyAsync(() -> database.read(sql -> newcomers.find(sql, id)), readers);
    }

    @Override
    public CompletableFuture<List<Newcomer>> newcomers() {
        return CompletableFuture.supplyAsync(() -> database.read(newcomers::all), readers);
    }

    @Override
    public CompletableFuture<Boolean> remove(AccountId id, Gone why, Instant now) {
        return commits.submit(change -> {
            Sql sql = change.sql();
            Optional<Account> known = find(sql, id);
            boolean waited = newcomers.forget(sql, id);
            if (known.isPresent()) {
                sql.update(
                        "delete from claim where phone = ? or account = ?",
                        known.get().phoneTag().toArray(),
                        id.octets().toArray());
                remove(sql, id);
                SqliteTally.REMOVALS.countOne(sql);
                change.committed(count::decrementAndGet);
            }
            if (known.isPresent() || waited) {
                newcomers.gone(sql, id, why, now);
            }
            return known.isPresent() || waited;
        });
    }

    @Override
    public CompletableFuture<Optional<Gone>> gone(AccountId id) {
        return CompletableFuture.supplyAsync(() -> database.read(sql -> newcomers.gone(sql, id)), readers);
    }

    @Override
    public CompletableFuture<Long> removals() {
        return CompletableFuture.supplyAsync(() -> database.read(SqliteTally.REMOVALS::of), readers);
    }

    private static void remove(Sql sql, AccountId id) {
        byte[] key = id.octets().toArray();
        sql.update("delete from bundle where account = ?", key);
        sql.update("delete from onetime where account = ?", key);
        sql.update("delete from account where id = ?", key);
    }

    @Override
    public CompletableFuture<Void> seen(AccountId id, Instant now) {
        return commits.submit(change -> {
                    byte[] key = id.octets().toArray();
                    change.sql()
                            .update("delete from claim where phone = (select phone from account where id = ?)", key);
                    return change.sql()
                            .update("update account set seen = ? where id = ? and seen <> ?", day(now), key, day(now));
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Device> device(AccountId id, int device, Instant now) {
        return commits.submit(change -> {
            long seq = find(change.sql(), id)
                    .map(account -> account.manifest().seq())
                    .orElse(0L);
            return keys.device(change.sql(), id, device, seq, now);
        });
    }

    @Override
    public CompletableFuture<Boolean> publishManifest(AccountId id, Manifest manifest) {
        return commits.submit(change -> {
            Optional<Account> known = find(change.sql(), id);
            if (known.isEmpty() || !sameOrNext(known.get().manifest(), manifest)) {
                return false;
            }
            forgetKeys(change.sql(), id, known.get().manifest(), manifest);
            change.sql()
                    .update(
                            "update account set manifest = ? where id = ?",
                            manifest.encode(),
                            id.octets().toArray());
            return true;
        });
    }

    @Override
    public CompletableFuture<Void> publishProfile(AccountId id, Octets profile) {
        return update("update account set profile = ? where id = ?", profile.toArray(), id);
    }

    @Override
    public CompletableFuture<Void> hide(AccountId id, boolean hidden) {
        return update("update account set hidden = ? where id = ?", hidden, id);
    }

    private CompletableFuture<Void> update(String sql, Object value, AccountId id) {
        return commits.submit(
                        change -> change.sql().update(sql, value, id.octets().toArray()))
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Boolean> publishKeys(KeyBundle bundle, List<OneTimeKey> oneTime, Instant now) {
        return commits.submit(change -> keys.publish(change.sql(), bundle, oneTime, now));
    }

    @Override
    public CompletableFuture<Optional<Taken>> takeKeys(AccountId id, int device, Instant now) {
        return commits.submit(change -> keys.take(change.sql(), id, device, now));
    }

    SqliteKeys keys() {
        return keys;
    }

    @Override
    public CompletableFuture<Void> sweep(Instant now) {
        return commits.submit(change -> {
                    newcomers.sweep(change.sql(), now);
                    return keys.sweep(change.sql(), now);
                })
                .thenAccept(done -> {});
    }

    @Override
    public int count() {
        return count.get();
    }

    static long day(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 86_400);
    }

    static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 3600);
    }
}
