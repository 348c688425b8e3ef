package app.parley.client.core;

import app.parley.crypto.Randomness;
import java.time.Duration;
import java.time.Instant;

/// How long things that nobody waits for are put off.
///
/// @param receiptMin receipts go out at least this long after their reason
/// @param receiptMax and at most this long
/// @param keysRetry how long until keys that were not there are asked for again
/// @param fullRetry how long until a full mailbox or relay is tried again
public record Timing(
        Duration receiptMin, Duration receiptMax, Duration keysRetry, Duration fullRetry, Randomness randomness) {

    /// As PROTOCOL.md §7 says.
    public static Timing standard(Randomness randomness) {
        return new Timing(
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                randomness);
    }

    /// When a receipt whose reason is now goes out, in epoch milliseconds.
    long receiptDue(Instant now) {
        long span = receiptMax.minus(receiptMin).toMillis() + 1;
        byte[] random = randomness.bytes(2);
        long drawn = (random[0] & 0xff) << 8 | random[1] & 0xff;
        return now.toEpochMilli() + receiptMin.toMillis() + drawn * span / 65_536;
    }
}
