package app.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.relay.mailbox.TestPostgres;
import app.parley.store.StoreException.Why;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest {
    private static final List<String> TABLES = List.of(
            "create table counter(id integer primary key, value bigint not null); insert into counter values(1, 0)");

    private static PostgresAddress address(String url) {
        return PostgresAddress.parse(url).orElseThrow();
    }

    private static Why why(PostgresAddress address, List<String> migrations) {
        StoreException e = assertThrows(
                StoreException.class,
                () -> PostgresDatabase.open(address, migrations).close());
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertFalse(String.valueOf(each.getMessage()).contains("tiger"), "no password in what is told");
        }
        return e.why();
    }

    @Test
    void what_is_in_the_way_is_told_apart() {
        String url = TestPostgres.freshUrl().replace("postgres:postgres@", "postgres:tiger@");
        assertEquals(Why.UNREACHABLE, why(address("postgres://postgres:tiger@127.0.0.1:1/x"), TABLES));
        assertEquals(Why.NO_SUCH_DATABASE, why(address(url.replace("/postgres?", "/nowhere?")), TABLES));
        assertEquals(Why.NOT_PERMITTED, why(address(url.replace("postgres:tiger@", "nobody:tiger@")), TABLES));
        PostgresDatabase.open(address(url), List.of(TABLES.getFirst(), "create table later(x integer)"))
                .close();
        assertEquals(Why.TOO_NEW, why(address(url), TABLES));
    }

    @Test
    void a_later_version_finds_what_an_earlier_one_kept() {
        PostgresAddress address = TestPostgres.fresh();
        try (PostgresDatabase earlier = PostgresDatabase.open(address, TABLES)) {
            earlier.<Integer, RuntimeException>transaction(sql -> sql.update("update counter set value = 7"));
        }
        List<String> more = List.of(
                TABLES.getFirst(),
                "alter table counter add column name text not null default 'old'",
                "update counter set name = name || '!'");
        for (int i = 0; i < 2; i++) {
            try (PostgresDatabase later = PostgresDatabase.open(address, more)) {
                assertEquals(
                        Optional.of("7 old!"),
                        later.<Optional<String>, RuntimeException>read(sql ->
                                sql.one("select value || ' ' || name as it from counter", row -> row.text("it"))));
            }
        }
    }

    @Test
    void a_step_that_fails_leaves_the_version_before() {
        PostgresAddress address = TestPostgres.fresh();
        PostgresDatabase.open(address, TABLES).close();
        assertEquals(
                Why.FAILED,
                why(address, List.of(TABLES.getFirst(), "create table half(x integer); select nothing from nowhere")));
        PostgresDatabase.open(address, List.of(TABLES.getFirst(), "create table half(x integer)"))
                .close();
    }

    @Test
    void several_open_at_once_and_the_tables_are_made_once() {
        PostgresAddress address = TestPostgres.fresh();
        List<CompletableFuture<PostgresDatabase>> all = List.of(1, 2, 3).stream()
                .map(n -> CompletableFuture.supplyAsync(() -> PostgresDatabase.open(address, TABLES)))
                .toList();
        all.forEach(each -> each.join().close());
    }

    @Test
    void work_alone_is_never_lost_in_a_race() throws InterruptedException {
        try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.fresh(), TABLES)) {
            List<Thread> threads = List.of(1, 2, 3, 4).stream()
                    .map(n -> Thread.ofVirtual().start(() -> {
                        for (int i = 0; i < 10; i++) {
                            database.<Integer, RuntimeException>alone(sql -> {
                                long value = sql.number("select value from counter");
                                return sql.update("update counter set value = ?", value + 1);
                            });
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(40L, database.<Long, RuntimeException>read(sql -> sql.number("select value from counter")));
        }
    }

    @Test
    void what_throws_leaves_nothing() {
        try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.fresh(), TABLES)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> database.transaction(sql -> {
                        sql.update("update counter set value = 5");
                        throw new IllegalStateException("no");
                    }));
            StoreException e = assertThrows(
                    StoreException.class,
                    () -> database.transaction(sql -> sql.update("insert into counter values(1, 7)")));
            assertEquals(Why.FAILED, e.why());
            assertEquals(0L, database.<Long, RuntimeException>read(sql -> sql.number("select value from counter")));
        }
    }

    @Test
    void a_commit_is_never_less_than_durable_whatever_the_default() {
        PostgresAddress address = TestPostgres.fresh();
        try (PostgresDatabase database = PostgresDatabase.open(address, TABLES)) {
            String mode = database.transaction(
                    sql -> sql.one("select current_setting('synchronous_commit') as it", row -> row.text("it"))
                            .orElseThrow());
            assertEquals("on", mode);
        }
    }

    @Test
    void a_broken_connection_is_made_again_and_the_listener_told_to_look() throws InterruptedException {
        try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.fresh(), TABLES)) {
            CountDownLatch twice = new CountDownLatch(2);
            LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
            CountDownLatch listening = new CountDownLatch(1);
            database.listen(new PostgresListener.Ear() {
                @Override
                public void listening() {
                    listening.countDown();
                    twice.countDown();
                }

                @Override
                public void heard(String said) {
                    heard.add(said);
                }
            });
            assertTrue(listening.await(20, TimeUnit.SECONDS));
            TestPostgres.execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen \""
                    + database.channel() + "\"%'");
            assertTrue(twice.await(20, TimeUnit.SECONDS));
            TestPostgres.execute("select pg_notify('" + database.channel() + "', 'hello')");
            assertEquals("hello", heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void an_address_is_read_in_its_usual_forms_and_shown_without_the_password() {
        for (String url : List.of(
                "postgres://scott:tiger@db.example.org:5433/parley",
                "jdbc:postgresql://db.example.org:5433/parley?user=scott&password=tiger",
                "postgresql://scott:t%69ger@db.example.org:5433/parley?sslmode=require")) {
            PostgresAddress address = address(url);
            assertEquals("postgres://scott@db.example.org:5433/parley", address.toString());
            assertEquals("tiger", address.properties().getProperty("password"));
            assertEquals("jdbc:postgresql://db.example.org:5433/parley", address.jdbc());
        }
        PostgresAddress two = address("postgres://scott@one:5432,two:5433/parley?targetServerType=primary");
        assertEquals("jdbc:postgresql://one:5432,two:5433/parley", two.jdbc());
        assertEquals(
                "tiger",
                two.withPasswordIfNone(Optional.of("tiger")).properties().getProperty("password"));
        for (String other : List.of(
                "",
                "mysql://a/b",
                "postgres://host",
                "postgres:///parley",
                "postgres://host/parley/more",
                "postgres://host/parley?options=-c%20synchronous_commit=off",
                "relay.db")) {
            assertEquals(Optional.empty(), PostgresAddress.parse(other), other);
        }
    }
}
