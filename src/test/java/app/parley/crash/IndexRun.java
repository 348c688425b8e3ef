package app.parley.crash;

import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.history.Messages;
import app.parley.client.history.Schema;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.history.Words;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Database;
import app.parley.store.Sql;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/// A process that stores messages, removes some, brings old ones into the index of words and writes it anew without
/// the words of removed ones, all in turn and without end. What it prints was committed before.
final class IndexRun {
    static final AccountId WITH = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int OLD = 1500;
    private static final int BATCH = 40;
    private static final int PAGES = 10;
    private static final int TIDY_EVERY = 5;

    private final Database database;
    private final Random random;

    private IndexRun(Database database, Random random) {
        this.database = database;
        this.random = random;
    }

    static Database open(Path file) {
        return Database.open(file, Optional.of(new byte[Database.KEY_LENGTH]), Schema.MIGRATIONS);
    }

    /// The word that only this message has: nothing in it is the beginning of another one's.
    static String needle(long number) {
        return "needle" + number + "x";
    }

    static MessageId id(long number) {
        return new MessageId(
                Octets.of(ByteBuffer.allocate(MessageId.LENGTH).putLong(number).array()));
    }

    /// @param args the file, what the chances begin with, and the number of the first message, above all before
    public static void main(String[] args) {
        try (Database database = open(Path.of(args[0]))) {
            new IndexRun(database, new Random(Long.parseLong(args[1]))).run(Long.parseLong(args[2]));
        }
    }

    private void run(long first) {
        database.write(IndexRun::prepare);
        System.out.println("{\"event\":\"begins\"}");
        for (long number = first; true; number++) {
            store(number);
            database.transaction(sql -> new Words(sql).extend(BATCH));
            remove(random.nextBoolean() ? random.nextLong(OLD) : first + random.nextLong(number - first + 1));
            if (number % TIDY_EVERY == 0) {
                database.transaction(sql -> {
                    new Words(sql).beginTidying();
                    return new Words(sql).tidy(PAGES);
                });
            }
        }
    }

    /// Messages of long ago, and an index that has none of them.
    private static void prepare(Sql sql) {
        Words words = new Words(sql);
        words.begin();
        boolean empty = sql.number("select count(*) from message") == 0;
        for (long number = 0; empty && number < OLD; number++) {
            add(sql, number);
        }
        new Settings(sql).put(Name.WORDS_VERSION, 0);
        words.begin();
    }

    private static void add(Sql sql, long number) {
        Message.Received body = new Message.Received(needle(number) + " and words that all have", true, true, true);
        new Messages(sql).addReceived(WITH, id(number), new byte[1], NOW, false, body);
    }

    private void store(long number) {
        database.write(sql -> add(sql, number));
        System.out.println("{\"event\":\"stored\",\"number\":" + number + "}");
    }

    private void remove(long number) {
        boolean there = database.transaction(sql -> {
            Messages messages = new Messages(sql);
            var found = messages.find(id(number));
            found.forEach(messages::delete);
            return !found.isEmpty();
        });
        if (there) {
            System.out.println("{\"event\":\"erased\",\"number\":" + number + "}");
        }
    }
}
