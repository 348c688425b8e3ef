package app.parley.client.history;

import app.parley.store.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Single values of a profile, by name.
public final class Settings {
    /// What there is to know. The names in the file never change.
    public enum Name {
        ACCOUNT_SEED,
        SIGNING_SEED,
        AGREEMENT_SEED,
        MANIFEST,
        PHONE,
        NAME,
        RELAYS,
        PIN,
        ADMISSION,
        CIRCLE_KEY,
        INVITER,
        INVITE_SECRET,
        SIGNED_IN,
        PROFILE_COUNTER,
        PROFILE_PUBLISHED,
        BUNDLE_COUNTER,
        GENERATION,
        ONE_TIME_ID,
        HEARD,
        PLACE,
        SHOW_ONLINE,
        SEND_READ_RECEIPTS,
        DRAFTS,
        LEASES_DUE,
        SEND_TYPING,
        /// How the tokens of the index of words were made.
        WORDS_VERSION,
        /// Messages of this order and above are in the index of words.
        WORDS_FROM,
        /// Not 0 while words of removed messages may still lie in it.
        WORDS_UNTIDY
    }

    private final Sql sql;

    public Settings(Sql sql) {
        this.sql = sql;
    }

    public Optional<byte[]> bytes(Name name) {
        return sql.one("select value from setting where name = ?", row -> row.bytes("value"), name.name());
    }

    public void put(Name name, byte[] value) {
        sql.update("insert or replace into setting(name, value) values(?, ?)", name.name(), value);
    }

    public void remove(Name name) {
        sql.update("delete from setting where name = ?", name.name());
    }

    public Optional<String> text(Name name) {
        return bytes(name).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    public void put(Name name, String value) {
        put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public long number(Name name, long otherwise) {
        return bytes(name).map(value -> ByteBuffer.wrap(value).getLong()).orElse(otherwise);
    }

    public void put(Name name, long value) {
        put(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /// Adds one and yields the new number, from 1.
    public long next(Name name) {
        long value = number(name, 0) + 1;
        put(name, value);
        return value;
    }
}
