package app.parley.client.history;

import app.parley.client.Message;
import app.parley.client.Search;
import app.parley.client.history.Settings.Name;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The index of words: which messages may have what is looked for. It keeps no text and no places, only which token
/// is in which message; each conversation is a token too. It always says the same as the messages, because it
/// changes in the same transactions.
///
/// Messages with an order below a stored mark are not in it yet: those of a profile that was written before there
/// was an index, or by an earlier way of making tokens. [#extend] brings them in, newest first.
public final class Words {
    /// No word of anybody begins like this: it is from a private use area.
    private static final char CONVERSATION = '\uE000';
    private static final int CONVERSATION_DIGITS = 16;
    /// A mark above all messages: nothing is indexed.
    private static final long NOTHING = Long.MAX_VALUE;

    private static final long TIDY = 0;
    private static final long UNTIDY = 1;
    private static final long TIDYING = 2;

    private final Sql sql;
    private final Settings settings;

    public Words(Sql sql) {
        this.sql = sql;
        this.settings = new Settings(sql);
    }

    /// Begins anew if the index was made by another way of making tokens, or never.
    public void begin() {
        if (settings.number(Name.WORDS_VERSION, 0) == Search.VERSION) {
            return;
        }
        sql.update("insert into word(word) values('delete-all')");
        settings.put(Name.WORDS_FROM, sql.number("select max(id) from message") + 1);
        settings.put(Name.WORDS_VERSION, Search.VERSION);
    }

    /// Whether every message is in the index.
    public boolean complete() {
        return from() == 0;
    }

    private long from() {
        return settings.number(Name.WORDS_FROM, NOTHING);
    }

    /// Brings up to `limit` older messages in.
    ///
    /// @return whether there is more to do
    public boolean extend(int limit) {
        long from = from();
        if (from == 0 || from == NOTHING) {
            return false;
        }
        List<Long> orders = sql.list(
                "select id from message where id < ? order by id desc limit ?", row -> row.number("id"), from, limit);
        boolean all = orders.size() < limit;
        long down = all ? 0 : orders.getLast();
        texts("id >= ? and id < ?", down, from).forEach(this::insert);
        settings.put(Name.WORDS_FROM, down);
        return !all;
    }

    /// A row of the table of messages that has words.
    private record Text(long order, AccountId with, String text) {
        static Text of(Row row) {
            return new Text(row.number("id"), new AccountId(Octets.of(row.bytes("account"))), row.text("text"));
        }

        String tokens() {
            return Stream.concat(Stream.of(conversation(with)), Search.tokens(text).stream())
                    .collect(Collectors.joining(" "));
        }
    }

    private List<Text> texts(String where, Object... args) {
        return sql.list(
                "select id, account, text from message where kind < 2 and erased = 0 and " + where + " order by id",
                Text::of,
                args);
    }

    private static String conversation(AccountId with) {
        return CONVERSATION + with.hex().substring(0, CONVERSATION_DIGITS);
    }

    private void insert(Text text) {
        sql.update("insert into word(rowid, tokens) values(?, ?)", text.order(), text.tokens());
    }

    private void delete(Text text) {
        sql.update("insert into word(word, rowid, tokens) values('delete', ?, ?)", text.order(), text.tokens());
        settings.put(Name.WORDS_UNTIDY, UNTIDY);
    }

    /// The message at this place has words now.
    void add(long order) {
        if (order >= from()) {
            texts("id = ?", order).forEach(this::insert);
        }
    }

    /// To be called before the words of the message at this place change or go.
    void remove(long order) {
        if (order >= from()) {
            texts("id = ?", order).forEach(this::delete);
        }
    }

    /// To be called before and with what hands the messages of one account over to another.
    void move(AccountId before, AccountId now, Runnable handOver) {
        long from = from();
        for (AccountId account : List.of(before, now)) {
            texts("account = ? and id >= ?", account.octets().toArray(), from).forEach(this::delete);
        }
        handOver.run();
        texts("account = ? and id >= ?", now.octets().toArray(), from).forEach(this::insert);
    }

    /// Up to `limit` messages before `before` that may have what is looked for, newest first; none that is over at
    /// `now`.
    public List<Message> candidates(Search search, Optional<AccountId> with, long before, Instant now, int limit) {
        String tokens = Stream.concat(
                        with.stream().map(account -> quoted(conversation(account), false)),
                        search.needed().stream().map(token -> quoted(token.text(), token.prefix())))
                .collect(Collectors.joining(" "));
        return sql.list(
                "select message.* from word join message on message.id = word.rowid"
                        + " where word match ? and word.rowid < ? and erased = 0 and (gone_at is null or gone_at > ?)"
                        + " order by word.rowid desc limit ?",
                row -> MessageRow.map(sql, row),
                tokens,
                before,
                now.toEpochMilli(),
                limit);
    }

    /// Tokens have no quotation marks.
    private static String quoted(String token, boolean prefix) {
        return '"' + token + (prefix ? "\"*" : "\"");
    }

    /// Whether words of removed messages may still lie in old parts of the index.
    public boolean untidy() {
        return settings.number(Name.WORDS_UNTIDY, TIDY) != TIDY;
    }

    /// Begins to write the index anew without the words of removed messages; [#tidy] goes on with that.
    public void beginTidying() {
        settings.put(Name.WORDS_UNTIDY, TIDYING);
        merge(-1);
    }

    /// @param pages how much to do at most
    /// @return whether there is more to do
    public boolean tidy(int pages) {
        long before = changes();
        merge(pages);
        boolean more = changes() - before > 1;
        if (!more && settings.number(Name.WORDS_UNTIDY, TIDY) == TIDYING) {
            settings.put(Name.WORDS_UNTIDY, TIDY);
        }
        return more;
    }

    private void merge(int pages) {
        sql.update("insert into word(word, rank) values('merge', ?)", pages);
    }

    private long changes() {
        return sql.number("select total_changes()");
    }
}
