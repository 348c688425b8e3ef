package app.parley.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.ParleyProcess;
import app.parley.client.Message;
import app.parley.client.Search;
import app.parley.client.history.Messages;
import app.parley.client.history.Settings;
import app.parley.client.history.Words;
import app.parley.store.Database;
import app.parley.store.Sql;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while messages are stored and removed and the index of words is made and tidied: it always says the same
/// as the messages.
class IndexCrashTest {
    private static final int LIVES = 5;
    private static final long LONGEST = Duration.ofMillis(900).toNanos();
    private static final int MANY = 1_000_000;

    @TempDir
    Path folder;

    private final Set<Long> stored = new TreeSet<>();
    private final Set<Long> erased = new TreeSet<>();

    @Test
    void whatever_was_stored_is_found_and_nothing_that_was_erased() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("killed indexing: -Dcrash.seed=" + seed);
        Random random = new Random(seed);
        Path file = folder.resolve("profile.db");
        for (int life = 1; life <= LIVES; life++) {
            live(file, random, life * 1_000_000L);
            try (Database database = IndexRun.open(file)) {
                database.check();
                database.read(sql -> {
                    assertSame(sql);
                    return sql;
                });
            }
        }
        assertFalse(stored.isEmpty() || erased.isEmpty(), "it was killed before it did anything");
        try (Database database = IndexRun.open(file)) {
            while (database.transaction(sql -> new Words(sql).extend(500))) {
                assertFalse(is(database, Words::complete));
            }
            database.read(sql -> {
                assertTrue(new Words(sql).complete());
                assertSame(sql);
                assertEquals(there(sql), found(sql, "words that all have"), "all of them, once");
                return sql;
            });
            database.write(sql -> new Words(sql).beginTidying());
            while (database.transaction(sql -> new Words(sql).tidy(100))) {
                assertTrue(is(database, Words::untidy));
            }
            database.read(sql -> {
                assertFalse(new Words(sql).untidy());
                assertEquals(there(sql), found(sql, "words that all have"), "tidying lost none");
                return sql;
            });
        }
    }

    private static boolean is(Database database, Predicate<Words> question) {
        return database.read(sql -> Boolean.valueOf(question.test(new Words(sql))));
    }

    private void live(Path file, Random random, long first) throws InterruptedException {
        ParleyProcess process = ParleyProcess.startOther(
                IndexRun.class, List.of(file.toString(), String.valueOf(random.nextLong()), String.valueOf(first)));
        try (process) {
            assertEquals("begins", process.next().get("event").getAsString());
            LockSupport.parkNanos(random.nextLong(LONGEST));
            process.killNine();
        }
        for (JsonObject line : process.printed()) {
            switch (line.get("event").getAsString()) {
                case "stored" -> stored.add(line.get("number").getAsLong());
                case "erased" -> erased.add(line.get("number").getAsLong());
                default -> {}
            }
        }
    }

    /// What the process had said is so, and each message that is there and in reach of the index is found by its word.
    private void assertSame(Sql sql) {
        Set<Long> there = there(sql);
        Set<Long> missing = new TreeSet<>(stored);
        missing.removeAll(erased);
        missing.removeAll(there);
        // The last one may have been erased without having had the time to say so.
        assertTrue(missing.size() <= LIVES, () -> "lost: " + missing);
        assertTrue(erased.stream().noneMatch(there::contains), "what was erased is back");
        for (long number : erased) {
            assertEquals(Set.of(), found(sql, IndexRun.needle(number)), "erased, and found");
        }
        long from = new Settings(sql).number(Settings.Name.WORDS_FROM, 0);
        for (Message message : messages(sql)) {
            if (message.order() >= from) {
                long number = number(message);
                assertEquals(Set.of(number), found(sql, IndexRun.needle(number)));
            }
        }
    }

    private static List<Message> messages(Sql sql) {
        return new Messages(sql).page(IndexRun.WITH, Long.MAX_VALUE, MANY);
    }

    private static Set<Long> there(Sql sql) {
        Set<Long> all = new TreeSet<>();
        messages(sql).forEach(message -> all.add(number(message)));
        return all;
    }

    private static Set<Long> found(Sql sql, String words) {
        Set<Long> all = new TreeSet<>();
        new Words(sql)
                .candidates(Search.of(words), Optional.empty(), Long.MAX_VALUE, IndexRun.NOW, MANY)
                .forEach(message -> all.add(number(message)));
        return all;
    }

    private static long number(Message message) {
        String words = message.said().orElseThrow().text();
        return Long.parseLong(words.substring("needle".length(), words.indexOf('x')));
    }
}
