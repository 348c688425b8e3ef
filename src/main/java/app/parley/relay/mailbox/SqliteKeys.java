package app.parley.relay.mailbox;

import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.ClientFrame;
import app.parley.relay.mailbox.AccountStore.Device;
import app.parley.relay.mailbox.AccountStore.Taken;
import app.parley.store.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The statements about public bundles and one-time pairs.
final class SqliteKeys {
    /// A bundle counts while it and its owner's last visit are young enough.
    private static final String ALIVE = """
             from bundle b join account a on a.id = b.account
            where b.account = ? and b.device = ? and b.expires > ? and a.seen >= ?""";

    static final String TAKE_ONE = """
            delete from onetime where account = ? and device = ? and id = (
                select min(id) from onetime where account = ?1 and device = ?2)
            returning body""";

    private final String takeOne;

    /// @param takeOne erases one pair of an account and device, and yields its body
    SqliteKeys(String takeOne) {
        this.takeOne = takeOne;
    }

    Device device(Sql sql, AccountId id, int device, long manifestSeq, Instant now) {
        byte[] account = id.octets().toArray();
        long counter = sql.number("select b.counter" + ALIVE, account, device, now.getEpochSecond(), oldest(now));
        return new Device(manifestSeq, counter, left(sql, account, device));
    }

    private static int left(Sql sql, byte[] account, int device) {
        return (int) sql.number("select count(*) from onetime where account = ? and device = ?", account, device);
    }

    boolean publish(Sql sql, KeyBundle bundle, List<OneTimeKey> oneTime, Instant now) {
        byte[] account = bundle.account().octets().toArray();
        int device = bundle.deviceId();
        boolean newer = sql.number(
                        "select count(*) from bundle where account = ? and device = ? and counter >= ?",
                        account,
                        device,
                        bundle.counter())
                == 0;
        if (!newer) {
            return false;
        }
        // To the hour: when exactly somebody was here is not written.
        long latest =
                now.plus(AccountStore.KEYS_KEPT).truncatedTo(ChronoUnit.HOURS).getEpochSecond();
        sql.update(
                "insert into bundle(account, device, counter, expires, body) values(?, ?, ?, ?, ?)"
                        + " on conflict(account, device) do update set counter = excluded.counter,"
                        + " expires = excluded.expires, body = excluded.body",
                account,
                device,
                bundle.counter(),
                Math.min(bundle.expiresAt(), latest),
                bundle.encode());
        int room = ClientFrame.PublishKeys.MAX_ONE_TIME - left(sql, account, device);
        for (OneTimeKey key : oneTime) {
            if (room > 0) {
                OctetWriter body = new OctetWriter();
                key.write(body);
                room -= sql.update(
                        "insert into onetime(account, device, id, body) values(?, ?, ?, ?) on conflict do nothing",
                        account,
                        device,
                        key.id(),
                        body.toArray());
            }
        }
        return true;
    }

    Optional<Taken> take(Sql sql, AccountId id, int device, Instant now) {
        byte[] account = id.octets().toArray();
        Optional<Octets> bundle = sql.one(
                "select b.body" + ALIVE,
                row -> Octets.of(row.bytes("body")),
                account,
                device,
                now.getEpochSecond(),
                oldest(now));
        if (bundle.isEmpty()) {
            return Optional.empty();
        }
        Optional<OneTimeKey> key = sql.one(takeOne, row -> oneTime(row.bytes("body")), account, device);
        return Optional.of(new Taken(bundle.get(), key, left(sql, account, device)));
    }

    private static OneTimeKey oneTime(byte[] body) {
        try {
            return OctetReader.whole(body, OneTimeKey::read);
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored one-time pair is damaged", e);
        }
    }

    boolean sweep(Sql sql, Instant now) {
        sql.update("delete from bundle where expires <= ?", now.getEpochSecond());
        sql.update("delete from bundle where account in (select id from account where seen < ?)", oldest(now));
        sql.update("delete from onetime where account in (select id from account where seen < ?)", oldest(now));
        return true;
    }

    /// The earliest day of a last visit whose keys are still kept. Days are whole, so keys may
    /// live up to one longer.
    private static long oldest(Instant now) {
        return SqliteAccountStore.day(now.minus(AccountStore.KEYS_KEPT));
    }
}
