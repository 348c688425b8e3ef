package app.parley.client.history;

import app.parley.client.Person;
import app.parley.client.Person.Trust;
import app.parley.protocol.AccountId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.store.Row;
import app.parley.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The people this profile knows. Who is online is not stored.
public final class People {
    private final Sql sql;

    public People(Sql sql) {
        this.sql = sql;
    }

    /// Why a new session is to be begun; the ordinal is stored.
    public enum Renewal {
        NONE,
        /// their mailbox for us is gone
        MAILBOX_GONE,
        /// this profile was restored from an older copy, or runs twice
        ROLLED_BACK
    }

    /// A person as stored.
    ///
    /// @param phoneConfirmed the relay said that this account holds the number
    /// @param sid their mailbox for us, once they told
    /// @param offTheRecord nothing is signed for them
    /// @param recordTurn how often that was switched
    /// @param timer seconds after which what is written disappears; 0 if it stays
    /// @param timerTurn how often that was changed
    /// @param standing whether what they write is wanted
    /// @param renewal whether, and why, a new session is to be begun with them
    public record Known(
            AccountId account,
            Manifest manifest,
            String name,
            Optional<PhoneNumber> phone,
            boolean phoneConfirmed,
            long profileCounter,
            boolean member,
            long lastSeen,
            Trust trust,
            Optional<MailboxId.Send> sid,
            Renewal renewal,
            boolean offTheRecord,
            int recordTurn,
            int timer,
            int timerTurn,
            Person.Standing standing) {

        /// As the outside sees them.
        public Person shown(boolean online) {
            return new Person(
                    account,
                    phone,
                    name,
                    online,
                    lastSeen == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(lastSeen)),
                    trust,
                    member,
                    Duration.ofSeconds(timer),
                    offTheRecord,
                    standing);
        }
    }

    private static final String SELECT = "select * from person";

    public List<Known> all() {
        return sql.list(SELECT + " order by name, account", People::map);
    }

    public Optional<Known> find(AccountId account) {
        return sql.one(
                SELECT + " where account = ?", People::map, account.octets().toArray());
    }

    public List<Known> claiming(PhoneNumber phone) {
        return sql.list(
                SELECT + " where phone = ? order by member desc, phone_confirmed desc", People::map, phone.e164());
    }

    public List<Known> toRenew() {
        return sql.list(SELECT + " where renew > 0", People::map);
    }

    public void add(AccountId account, Manifest manifest, Trust trust, boolean member) {
        sql.update(
                "insert into person(account, manifest, name, member, trust) values(?, ?, '', ?, ?)",
                account.octets().toArray(),
                manifest.encode(),
                member,
                trust.ordinal());
        seen(account, manifest);
    }

    private void seen(AccountId account, Manifest manifest) {
        sql.update(
                "insert or ignore into manifest_seen(account, manifest) values(?, ?)",
                account.octets().toArray(),
                manifest.encode());
    }

    /// Every list of devices that was taken of somebody, also of an account that another one
    /// replaced.
    public List<Octets> manifestsSeen(AccountId account) {
        return sql.list(
                "select manifest from manifest_seen where account = ? order by manifest",
                row -> Octets.of(row.bytes("manifest")),
                account.octets().toArray());
    }

    /// All accounts of whom a list of devices was taken.
    public List<AccountId> accountsSeen() {
        return sql.list(
                "select distinct account from manifest_seen", row -> new AccountId(Octets.of(row.bytes("account"))));
    }

    /// Adds somebody who is known only from their first contact.
    public void addStranger(AccountId account, Manifest manifest, Trust trust) {
        add(account, manifest, trust, true);
        set("stranger", account, 1);
    }

    /// How many strangers wait to be answered, or to be listed by the relay.
    public int strangers() {
        return (int) sql.number("select count(*) from person where stranger = 1 and blocked = 0");
    }

    /// Their request was turned away: they may ask again, and do not count meanwhile.
    public void turnAway(AccountId account) {
        sql.update(
                "update person set stranger = 2 where account = ? and stranger = 1",
                account.octets().toArray());
    }

    /// They write: a request that was turned away is one again.
    public void asks(AccountId account) {
        sql.update(
                "update person set stranger = 1 where account = ? and stranger = 2",
                account.octets().toArray());
    }

    public void blocked(AccountId account, boolean on) {
        set("blocked", account, on);
    }

    public void noStranger(AccountId account) {
        set("stranger", account, 0);
    }

    public void manifest(AccountId account, Manifest manifest) {
        set("manifest", account, manifest.encode());
        seen(account, manifest);
    }

    public void profile(AccountId account, String name, Optional<PhoneNumber> phone, long counter) {
        sql.update(
                "update person set name = ?, phone_confirmed = phone_confirmed and phone is ?, phone = ?,"
                        + " profile_counter = ? where account = ?",
                name,
                phone.map(PhoneNumber::e164),
                phone.map(PhoneNumber::e164),
                counter,
                account.octets().toArray());
    }

    public void phoneConfirmed(AccountId account, PhoneNumber phone) {
        sql.update(
                "update person set phone = ?, phone_confirmed = 1 where account = ?",
                phone.e164(),
                account.octets().toArray());
    }

    /// Takes the counter of a bundle that the relay handed out for somebody.
    ///
    /// @return false if a later one was seen before: this one is a replay
    public boolean bundle(AccountId account, long counter) {
        return sql.update(
                        "update person set bundle_counter = ? where account = ? and bundle_counter <= ?",
                        counter,
                        account.octets().toArray(),
                        counter)
                > 0;
    }

    public void member(AccountId account, boolean member) {
        set("member", account, member);
    }

    public void lastSeen(AccountId account, long epochSecond) {
        set("last_seen", account, epochSecond);
    }

    public void trust(AccountId account, Trust trust) {
        set("trust", account, trust.ordinal());
    }

    public void sid(AccountId account, Optional<MailboxId.Send> sid) {
        set("sid", account, sid.map(value -> value.octets().toArray()));
    }

    public void offTheRecord(AccountId account, boolean on, int turn) {
        set("off_record", account, on);
        set("record_turn", account, turn);
    }

    public void timer(AccountId account, int seconds, int turn) {
        set("timer", account, seconds);
        set("timer_turn", account, turn);
    }

    public void renew(AccountId account, Renewal renewal) {
        set("renew", account, renewal.ordinal());
    }

    public void remove(AccountId account) {
        sql.update("delete from person where account = ?", account.octets().toArray());
    }

    /// `column` is always one of the constants above.
    private void set(String column, AccountId account, Object value) {
        sql.update(
                "update person set " + column + " = ? where account = ?",
                value,
                account.octets().toArray());
    }

    private static Person.Standing standing(Row row) {
        if (row.flag("blocked")) {
            return Person.Standing.BLOCKED;
        }
        return row.integer("stranger") == 0 ? Person.Standing.KNOWN : Person.Standing.REQUEST;
    }

    private static Known map(Row row) {
        try {
            return new Known(
                    new AccountId(Octets.of(row.bytes("account"))),
                    Manifest.decode(row.bytes("manifest")),
                    row.text("name"),
                    row.optionalText("phone").flatMap(PhoneNumber::parse),
                    row.flag("phone_confirmed"),
                    row.number("profile_counter"),
                    row.flag("member"),
                    row.number("last_seen"),
                    Trust.values()[row.integer("trust")],
                    row.optionalBytes("sid").map(Octets::of).map(MailboxId.Send::new),
                    Renewal.values()[row.integer("renew")],
                    row.flag("off_record"),
                    row.integer("record_turn"),
                    row.integer("timer"),
                    row.integer("timer_turn"),
                    standing(row));
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored person is damaged", e);
        }
    }
}
