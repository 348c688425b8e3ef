package app.parley.app.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.parley.app.update.UpdateCheck.Checked;
import app.parley.app.update.UpdateCheck.Why;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.HybridSigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Statements that somebody would like to be believed.
class UpdateCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final HybridSigningKey key = HybridSigningKey.generate(Randomness.system());
    private final Set<String> trusted = Set.of(Signed.fingerprint(key.publicKey()));

    private byte[] statement(int number, Instant made, Duration time) {
        return sign(
                key, Publisher.statement("0.2.0", number, made, made.plus(time)).encode());
    }

    private static byte[] sign(HybridSigningKey key, byte[] body) {
        return Signed.of(Signed.Purpose.UPDATE, key, body, Randomness.system()).whole();
    }

    private byte[] good() {
        return statement(7, NOW, Duration.ofDays(90));
    }

    private Checked check(byte[] octets) {
        return new UpdateCheck(trusted, Optional.empty()).of(octets, NOW);
    }

    private void refused(Why why, byte[] octets) {
        assertEquals(new Checked.Refused(why), check(octets));
    }

    @Test
    void what_the_release_key_signed_is_believed() {
        Checked.Believed believed = assertInstanceOf(Checked.Believed.class, check(good()));
        assertEquals("0.2.0", believed.statement().version());
    }

    @Test
    void unsigned_ones_are_refused() {
        byte[] body = Publisher.statement("0.2.0", 7, NOW, NOW.plusSeconds(9)).encode();
        refused(Why.UNSIGNED, body);
        refused(Why.UNSIGNED, new byte[0]);
        refused(Why.UNSIGNED, "<!doctype html>".getBytes(StandardCharsets.UTF_8));
        refused(Why.UNSIGNED, Arrays.copyOf(good(), 3000));
        refused(Why.TOO_LONG, new byte[Statement.MOST_OCTETS + 1]);
    }

    @Test
    void ones_of_another_key_are_refused() {
        HybridSigningKey other = HybridSigningKey.generate(Randomness.system());
        byte[] body = Publisher.statement("0.2.0", 7, NOW, NOW.plusSeconds(9)).encode();
        refused(Why.FOREIGN_KEY, sign(other, body));
        assertEquals(new Checked.Refused(Why.NO_KEY), new UpdateCheck(Set.of(), Optional.empty()).of(good(), NOW));
    }

    @Test
    void changed_ones_are_refused() {
        byte[] good = good();
        byte[] changed = good.clone();
        changed[changed.length - 5] ^= 1;
        refused(Why.FORGED, changed);
        byte[] longer = Arrays.copyOf(good, good.length + 4);
        System.arraycopy("x y\n".getBytes(StandardCharsets.UTF_8), 0, longer, good.length, 4);
        refused(Why.FORGED, longer);
    }

    /// A list of sums is signed by the same key, and is no statement for that.
    @Test
    void what_was_signed_for_something_else_is_refused() {
        byte[] body = Publisher.statement("0.2.0", 7, NOW, NOW.plusSeconds(9)).encode();
        Signed sums = Signed.of(Signed.Purpose.SUMS, key, body, Randomness.system());
        refused(Why.UNSIGNED, sums.whole());
        refused(Why.FORGED, new Signed(Signed.Purpose.UPDATE, sums.key(), sums.signature(), body).whole());
    }

    @Test
    void signed_nonsense_is_refused() {
        refused(Why.MALFORMED, sign(key, "hello\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void ones_out_of_their_time_are_refused() {
        refused(Why.EXPIRED, statement(7, NOW.minus(Duration.ofDays(90)).minusSeconds(1), Duration.ofDays(90)));
        refused(Why.FUTURE, statement(7, NOW.plus(Duration.ofDays(1)).plusSeconds(1), Duration.ofDays(90)));
        assertInstanceOf(
                Checked.Believed.class, check(statement(7, NOW.plus(Duration.ofHours(23)), Duration.ofDays(90))));
    }

    @Test
    void an_older_one_than_was_believed_is_refused() {
        byte[] seven = good();
        Optional<Signed> last = Signed.parse(Signed.Purpose.UPDATE, seven);
        UpdateCheck check = new UpdateCheck(trusted, last);
        assertEquals(new Checked.Refused(Why.OLDER), check.of(statement(6, NOW, Duration.ofDays(90)), NOW));
        assertInstanceOf(Checked.Believed.class, check.of(seven, NOW));
        // The same words signed again are the same statement.
        assertInstanceOf(Checked.Believed.class, check.of(good(), NOW));
        assertEquals(new Checked.Refused(Why.CONTRADICTS), check.of(statement(7, NOW, Duration.ofDays(80)), NOW));
        assertInstanceOf(Checked.Believed.class, check.of(statement(8, NOW, Duration.ofDays(90)), NOW));
    }

    /// What somebody wrote into the file with the last one keeps nothing new away.
    @Test
    void a_last_one_that_does_not_hold_is_no_reason_to_refuse() {
        byte[] far = Publisher.statement("9.9", 1_000_000_000, NOW, NOW.plusSeconds(9))
                .encode();
        Signed forged = new Signed(Signed.Purpose.UPDATE, key.publicKey(), new byte[64 + 3309], far);
        assertInstanceOf(Checked.Believed.class, new UpdateCheck(trusted, Optional.of(forged)).of(good(), NOW));
        HybridSigningKey other = HybridSigningKey.generate(Randomness.system());
        Signed foreign = Signed.of(Signed.Purpose.UPDATE, other, far, Randomness.system());
        assertInstanceOf(Checked.Believed.class, new UpdateCheck(trusted, Optional.of(foreign)).of(good(), NOW));
    }
}
