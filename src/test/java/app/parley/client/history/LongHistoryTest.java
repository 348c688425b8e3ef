package app.parley.client.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Search;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.CountedSql;
import app.parley.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is asked when a profile is opened and when a conversation is shown costs the same after years as after
/// a day.
class LongHistoryTest {
    private static final int PEOPLE = 5;
    private static final int SHORT = 400;
    private static final int LONG = 3200;
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static AccountId person(int number) {
        byte[] octets = new byte[AccountId.LENGTH];
        octets[0] = (byte) number;
        return new AccountId(Octets.of(octets));
    }

    /// Messages in turn with everybody; the last ten of each are not seen.
    private static void fill(Sql sql, int messages) {
        for (int i = 0; i < messages; i++) {
            byte[] id = new byte[16];
            id[0] = (byte) i;
            id[1] = (byte) (i >> 8);
            sql.update(
                    "insert into message(account, msg_id, kind, text, sent_at, delivery, seen, gone_at)"
                            + " values(?, ?, ?, 'bread', ?, 5, ?, null)",
                    person(i % PEOPLE).octets().toArray(),
                    id,
                    i / PEOPLE % 2,
                    NOW.minusSeconds(messages - i).toEpochMilli(),
                    i < messages - PEOPLE * 20);
        }
        Words words = new Words(sql);
        words.begin();
        while (words.extend(500)) {
            assertTrue(messages > 0);
        }
    }

    private static long cost(int messages, Consumer<Sql> question) throws SQLException {
        try (CountedSql counted = new CountedSql(Schema.MIGRATIONS)) {
            fill(counted.sql(), messages);
            counted.steps();
            question.accept(counted.sql());
            return counted.steps();
        }
    }

    private static DynamicTest costs_no_more(String what, Consumer<Sql> question) {
        return DynamicTest.dynamicTest(what, () -> {
            long few = cost(SHORT, question);
            long many = cost(LONG, question);
            assertTrue(few > 0, "something was asked");
            assertTrue(many < few * 3 / 2 + 50, few + " steps became " + many);
        });
    }

    @TestFactory
    Iterable<DynamicTest> it_costs_no_more_with_eight_times_the_messages() {
        AccountId one = person(1);
        return List.of(
                costs_no_more(
                        "the list of conversations",
                        sql -> assertEquals(
                                PEOPLE, new Messages(sql).conversations().size())),
                costs_no_more(
                        "one conversation in the list",
                        sql -> assertEquals(
                                10, new Messages(sql).conversation(one).unread())),
                costs_no_more(
                        "the newest page",
                        sql -> assertEquals(
                                60,
                                new Messages(sql).page(one, Long.MAX_VALUE, 60).size())),
                costs_no_more(
                        "marking as seen",
                        sql -> assertEquals(
                                10,
                                new Messages(sql)
                                        .markSeen(one, Long.MAX_VALUE, NOW)
                                        .size())),
                costs_no_more(
                        "what disappears next", sql -> assertEquals(Optional.empty(), new Changes(sql).nextGone())),
                costs_no_more("the index of words", sql -> {
                    Words words = new Words(sql);
                    words.begin();
                    assertTrue(words.complete() && !words.extend(250) && !words.untidy());
                }),
                costs_no_more(
                        "the first hits of a word",
                        sql -> assertEquals(
                                20,
                                new Words(sql)
                                        .candidates(Search.of("bre"), Optional.empty(), Long.MAX_VALUE, NOW, 20)
                                        .size())));
    }
}
