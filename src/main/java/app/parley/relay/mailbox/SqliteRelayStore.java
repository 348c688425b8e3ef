package app.parley.relay.mailbox;

import app.parley.crypto.Randomness;
import app.parley.store.Database;
import app.parley.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// [RelayStore] in one SQLite file, and beside it one for envelopes and a folder for blobs.
public final class SqliteRelayStore implements RelayStore {
    private static final int PAGE = 4096;
    /// 2 MB stay in the file for what comes next; 400 MB are given back at a time.
    private static final int SPARE_PAGES = 512;

    private static final int MOST_PAGES = 100_000;

    /// The first version. Never edited any more: files of it exist, and a test migrates one.
    private static final String V1 = """
            create table mailbox(
                box integer primary key, rid blob not null, sid blob not null,
                acked integer not null, last integer not null);
            create table envelope(
                n integer primary key, box integer not null, seq integer not null, expires integer not null,
                size integer not null, id blob not null, body blob not null);
            create table expired(
                sid blob not null, id blob not null, until integer not null, primary key(sid, id)) without rowid;
            create table account(
                id blob primary key, phone blob not null unique, manifest blob not null, profile blob not null,
                hidden integer not null, seen integer not null) without rowid;
            create table claim(
                phone blob not null, account blob not null, since integer not null,
                primary key(phone, account)) without rowid;
            create table bundle(
                account blob not null, device integer not null, counter integer not null, expires integer not null,
                body blob not null, primary key(account, device)) without rowid;
            create table onetime(
                account blob not null, device integer not null, id integer not null, body blob not null,
                primary key(account, device, id)) without rowid;
            create table invite(
                admission blob primary key, phone blob not null, code blob not null, expires integer not null)
                without rowid;
            create table allowance(key blob primary key, full integer not null) without rowid;
            """;

    /// The second version. Never edited.
    private static final String V2 = """
            alter table mailbox add column lease integer not null default 0;
            update mailbox set lease = unixepoch() / 86400 / 28 + 1;
            alter table invite add column uses integer not null default 1;
            create table tally(name text primary key, value integer not null) without rowid;
            create table newcomer(
                id blob primary key, phone blob not null, sealed blob not null, manifest blob not null,
                since integer not null) without rowid;
            create table gone(id blob primary key, why integer not null, until integer not null) without rowid;
            create table blob(
                wid blob primary key, bid blob not null unique, file integer not null, size integer not null,
                received integer not null, touched integer not null, expires integer not null) without rowid;
            """;

    /// The third version keeps envelopes in a file of their own; the table is for those on their way there.
    private static final String V3 = "alter table envelope rename to carried;";

    private static final List<String> VERSIONS = List.of(V1, V2, V3);
    /// The envelopes, beside the database.
    private static final String MAIL = "mail.slots";

    private final Database database;
    private final Room room;
    private final CommitQueue commits;
    private final ExecutorService readers = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("relay-reader").daemon(true).factory());
    private final SqliteMailboxStore mail;
    private final SqliteAccountStore accounts;
    private final SqliteInviteStore invites;
    private final SqliteLimits limits;
    private final LateLimits lateLimits;
    private final FileBlobStore blobs;
    /// Few at once: each waits for the disk.
    private final ExecutorService files = Executors.newFixedThreadPool(
            4, Thread.ofPlatform().name("relay-files-", 0).daemon(true).factory());

    private SqliteRelayStore(
            Database database, Path file, Room room, InstantSource clock, Randomness randomness, Duration patience) {
        this.database = database;
        this.room = room;
        this.commits = new CommitQueue(database);
        this.mail = new SqliteMailboxStore(
                database, file.resolveSibling(MAIL), room, commits, readers, clock, randomness, patience);
        this.accounts = new SqliteAccountStore(database, commits, readers);
        this.invites = new SqliteInviteStore(commits);
        this.limits = new SqliteLimits(commits, clock);
        this.lateLimits = new LateLimits(commits, clock, database.read(SqliteLimits::all));
        this.blobs = new FileBlobStore(database, commits, file.resolveSibling("blobs"), files, clock, randomness);
    }

    /// @param file the database; envelopes are in `mail.slots` and blobs in the folder `blobs` beside it
    /// @param maxBytes database and envelopes together grow no further: what does not fit fails with `FULL`
    /// @throws StoreException as `Database.open`
    public static SqliteRelayStore open(Path file, long maxBytes, InstantSource clock, Randomness randomness) {
        return open(file, maxBytes, clock, randomness, Handover.PATIENCE);
    }

    /// @param patience how long an envelope may wait for its recipient's acknowledgement before it is written
    static SqliteRelayStore open(
            Path file, long maxBytes, InstantSource clock, Randomness randomness, Duration patience) {
        Database database = Database.open(file, Optional.empty(), VERSIONS);
        try {
            makeShrinkable(database);
            SqliteRelayStore store =
                    new SqliteRelayStore(database, file, new Room(maxBytes), clock, randomness, patience);
            store.shareRoom();
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// A file of an earlier version that has no room for its own copy stays as it is.
    private static void makeShrinkable(Database database) {
        try {
            database.makeShrinkable();
        } catch (StoreException e) {
            if (e.why() != StoreException.Why.FULL) {
                throw e;
            }
        }
    }

    /// What one of the two files takes the other may not.
    private void shareRoom() {
        database.write(sql -> {
            room.elsewhere(sql.number("pragma page_count") * PAGE);
            sql.number("pragma max_page_count = " + Math.max(1, room.besides(mail.length()) / PAGE));
        });
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

    @Override
    public Limits lateLimits() {
        return lateLimits;
    }

    @Override
    public CompletableFuture<Void> tidy() {
        // After everything that was asked so far.
        return commits.submit(change -> true)
                .thenCompose(done -> mail.tidy())
                .thenRunAsync(
                        () -> {
                            database.shrink(SPARE_PAGES, MOST_PAGES);
                            database.foldLog();
                            shareRoom();
                        },
                        files);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public boolean copyTo(Path file) {
        database.copyTo(file);
        try (Database copy = Database.open(file, Optional.empty(), VERSIONS)) {
            mail.copyInto(copy);
            copy.foldLog();
        }
        return true;
    }

    /// Checks a database that comes from a backup, and drops what may not be used a second time:
    /// one-time keys, some of which were handed out after the backup was made.
    ///
    /// @throws app.parley.store.StoreException `CORRUPT` if it is damaged
    public void restored() {
        database.check();
        database.write(sql -> sql.update("delete from onetime"));
    }

    @Override
    public void finish() {
        mail.finish();
        lateLimits.write();
        commits.close();
    }

    @Override
    public void close() {
        // First the files, since their threads wait for commits.
        files.close();
        finish();
        readers.close();
        try (database) {
            mail.close();
        }
    }
}
