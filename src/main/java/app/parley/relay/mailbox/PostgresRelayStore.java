package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.protocol.Octets;
import app.parley.store.PostgresAddress;
import app.parley.store.PostgresDatabase;
import app.parley.store.StoreException;
import app.parley.store.StoreException.Why;
import java.time.InstantSource;
import java.util.List;

/// [RelayStore] in a PostgreSQL database that several relays share.
public final class PostgresRelayStore implements RelayStore {
    /// Octets of the name by which a relay knows its own notifications.
    private static final int NAME = 8;

    /// Sealed envelopes do not get smaller: they are stored as they are. Room is left beside the
    /// rows that are written again and again.
    private static final String V1 = """
            create table identity(one integer primary key, tag bytea not null);
            create table mailbox(
                box bigint primary key, rid bytea not null unique, sid bytea not null unique,
                acked bigint not null, last bigint not null, count bigint not null, bytes bigint not null,
                lease bigint not null)
                with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
            create index mailbox_lease on mailbox(lease);
            create table envelope(
                box bigint not null, seq bigint not null, expires bigint not null, size integer not null,
                id bytea not null, body bytea not null, primary key(box, seq) include (id))
                with (autovacuum_vacuum_scale_factor = 0.05);
            alter table envelope alter column body set storage external;
            create index envelope_expires on envelope(expires);
            create table expired(
                sid bytea not null, id bytea not null, until bigint not null, primary key(sid, id));
            create index expired_until on expired(until);
            create table account(
                id bytea primary key, phone bytea not null unique, manifest bytea not null, profile bytea not null,
                hidden integer not null, seen bigint not null);
            create index account_seen on account(seen);
            create table claim(
                phone bytea not null, account bytea not null, since bigint not null, primary key(phone, account));
            create table bundle(
                account bytea not null, device integer not null, counter bigint not null, expires bigint not null,
                body bytea not null, primary key(account, device));
            create index bundle_expires on bundle(expires);
            create table onetime(
                account bytea not null, device integer not null, id bigint not null, body bytea not null,
                primary key(account, device, id));
            create table invite(
                admission bytea primary key, phone bytea not null, code bytea not null, uses integer not null,
                expires bigint not null);
            create table tally(name text primary key, value bigint not null);
            create table newcomer(
                id bytea primary key, phone bytea not null, sealed bytea not null, manifest bytea not null,
                since bigint not null);
            create table gone(id bytea primary key, why integer not null, until bigint not null);
            create table blob(
                wid bytea primary key, bid bytea not null unique, size bigint not null, received bigint not null,
                touched bigint not null, expires bigint not null);
            create table blob_part(wid bytea not null, start bigint not null, body bytea not null,
                primary key(wid, start));
            alter table blob_part alter column body set storage external;
            create table allowance(key bytea primary key, full_at bigint not null) with (fillfactor = 70);
            create index allowance_full on allowance(full_at);
            """;

    private final PostgresDatabase database;
    private final PostgresWorkers workers;
    private final PostgresTalk talk;
    private final PostgresMailboxStore mail;
    private final PostgresAccountStore accounts;
    private final SqliteInviteStore invites;
    private final PostgresLimits limits;
    private final PostgresBlobStore blobs;

    private PostgresRelayStore(PostgresDatabase database, InstantSource clock, Randomness randomness) {
        this.database = database;
        this.workers = new PostgresWorkers(database);
        this.talk = new PostgresTalk(database, Octets.of(randomness.bytes(NAME)).hex());
        this.mail = new PostgresMailboxStore(database, workers, talk, clock, randomness);
        this.accounts = new PostgresAccountStore(database, workers);
        this.invites = new SqliteInviteStore(workers);
        this.limits = new PostgresLimits(database, workers, clock);
        this.blobs = new PostgresBlobStore(database, workers, clock);
    }

    /// @param secrets a tag of the secrets that all relays on this database must share
    /// @throws StoreException as `PostgresDatabase.open`, and `WRONG_KEY` if the database was made
    ///     with other secrets
    public static PostgresRelayStore open(
            PostgresAddress address, Octets secrets, InstantSource clock, Randomness randomness) {
        PostgresDatabase database = PostgresDatabase.open(address, List.of(V1));
        try {
            boolean same = database.transaction(sql -> {
                sql.update("insert into identity(one, tag) values(1, ?) on conflict do nothing", secrets.toArray());
                return sql.number("select count(*) from identity where tag = ?", secrets.toArray()) == 1;
            });
            if (!same) {
                throw new StoreException(Why.WRONG_KEY, "the database belongs to another relay");
            }
            return new PostgresRelayStore(database, clock, randomness);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public MailboxStore mail() {
        return mail;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public InviteStore invites() {
        return invites;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    /// The same: several relays share them, and what a database keeps of the past is its own
    /// affair (docs/THREATS.md).
    @Override
    public Limits lateLimits() {
        return limits;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Neighbours neighbours() {
        return talk;
    }

    @Override
    public boolean reachable() {
        return database.reachable();
    }

    @Override
    public void finish() {
        talk.close();
        mail.finish();
        workers.close();
    }

    @Override
    public void close() {
        finish();
        database.close();
    }
}
