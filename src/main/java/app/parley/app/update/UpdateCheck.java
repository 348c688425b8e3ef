package app.parley.app.update;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Whether to believe what came from an address. It may come from anybody: who keeps the address, or who is
/// in between, can at most keep back what is new, and only until the last statement is over.
///
/// @param trusted fingerprints of the release keys to believe
/// @param last what was believed last, which nothing may fall behind
public record UpdateCheck(Set<String> trusted, Optional<Signed> last) {
    /// How wrong a clock may be.
    private static final Duration SLACK = Duration.ofDays(1);

    /// Why something is not believed.
    public enum Why {
        /// More than [Statement#MOST_OCTETS].
        TOO_LONG,
        /// No signature where one belongs.
        UNSIGNED,
        /// No key to believe was built in or named.
        NO_KEY,
        /// Signed by another key than those to believe.
        FOREIGN_KEY,
        /// The signature does not fit: it was changed, or signed for something else.
        FORGED,
        /// Signed, but not in the form of a statement.
        MALFORMED,
        /// Older than one that was believed.
        OLDER,
        /// Another one was believed under the same number.
        CONTRADICTS,
        /// Its time is over.
        EXPIRED,
        /// Made in the future.
        FUTURE
    }

    /// What became of it.
    public sealed interface Checked {
        /// It is true at this time.
        record Believed(Statement statement, Signed signed) implements Checked {}

        /// It is not to be looked at any more.
        record Refused(Why why) implements Checked {}
    }

    /// Checks a file with a statement.
    public Checked of(byte[] octets, Instant now) {
        if (octets.length > Statement.MOST_OCTETS) {
            return new Checked.Refused(Why.TOO_LONG);
        }
        Optional<Signed> signed = Signed.parse(Signed.Purpose.UPDATE, octets);
        if (signed.isEmpty()) {
            return new Checked.Refused(Why.UNSIGNED);
        }
        return of(signed.get(), now);
    }

    private Checked of(Signed signed, Instant now) {
        if (trusted.isEmpty()) {
            return new Checked.Refused(Why.NO_KEY);
        }
        if (!trusted.contains(signed.fingerprint())) {
            return new Checked.Refused(Why.FOREIGN_KEY);
        }
        if (!signed.holds(signed.body())) {
            return new Checked.Refused(Why.FORGED);
        }
        Optional<Statement> read = Statement.parse(signed.body());
        if (read.isEmpty()) {
            return new Checked.Refused(Why.MALFORMED);
        }
        Statement statement = read.get();
        return why(statement, signed, now)
                .<Checked>map(Checked.Refused::new)
                .orElseGet(() -> new Checked.Believed(statement, signed));
    }

    private Optional<Why> why(Statement statement, Signed signed, Instant now) {
        Optional<Signed> known =
                last.filter(before -> before.fingerprint().equals(signed.fingerprint()) && before.holds(before.body()));
        int number = known.flatMap(before -> Statement.parse(before.body()))
                .map(Statement::number)
                .orElse(0);
        if (statement.number() < number) {
            return Optional.of(Why.OLDER);
        }
        if (statement.number() == number
                && known.stream().anyMatch(before -> !Arrays.equals(before.body(), signed.body()))) {
            return Optional.of(Why.CONTRADICTS);
        }
        if (statement.made().isAfter(now.plus(SLACK))) {
            return Optional.of(Why.FUTURE);
        }
        return statement.until().isBefore(now) ? Optional.of(Why.EXPIRED) : Optional.empty();
    }
}
