package app.parley.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.client.ClientException;
import app.parley.client.ClientException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `profile.tries`: how many wrong passphrases were tried in a row, and when the last was.
///
/// From the third on there is a pause before the next: 1 s, 2 s, 4 s … one minute at most. It
/// holds over restarts, and never keeps anybody out for longer: a clock that was set back, a file
/// that is damaged or missing only shorten it. It slows down somebody at this computer; whoever
/// has a copy of the disk is slowed down by Argon2id alone.
final class Guesses {
    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
    private static final int FREE = 2;
    private static final int LONGEST_SECONDS = 60;
    private static final int DOUBLINGS = 6;
    private static final Pattern LINE = Pattern.compile("parley-tries/1 ([0-9]{1,6}) ([0-9]{1,15})\n");

    private final Path file;
    private final InstantSource clock;
    /// What the file says, or would say if it could be written.
    private Tries remembered = Tries.NONE;

    private record Tries(int wrong, Instant last) {
        static final Tries NONE = new Tries(0, Instant.EPOCH);

        Duration pause() {
            return wrong <= FREE
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1 << Math.min(DOUBLINGS, wrong - FREE - 1)));
        }
    }

    Guesses(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /// How long until the next try is taken.
    synchronized Duration pause() {
        Tries tries = tries();
        Duration since = Duration.between(tries.last(), clock.instant());
        Duration left = tries.pause().minus(since);
        return since.isNegative() || left.isNegative() ? Duration.ZERO : left;
    }

    /// A passphrase is about to be tried. It counts as wrong until [#right] is called, so that a
    /// process that is killed in time has had its try.
    ///
    /// @throws ClientException `TOO_SOON` during the pause
    synchronized void begin() throws ClientException {
        if (!pause().isZero()) {
            throw new ClientException(Why.TOO_SOON);
        }
        remembered = new Tries(tries().wrong() + 1, clock.instant());
        String line = "parley-tries/1 " + Math.min(remembered.wrong(), 999_999) + " "
                + remembered.last().toEpochMilli() + "\n";
        try {
            Private.write(file, line.getBytes(US_ASCII));
        } catch (IOException e) {
            LOG.warn("wrong passphrases are counted only until this ends");
        }
    }

    /// It was the right one.
    synchronized void right() {
        remembered = Tries.NONE;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("wrong passphrases of before are still counted");
        }
    }

    private Tries tries() {
        Tries stored = stored();
        return stored.wrong() >= remembered.wrong() ? stored : remembered;
    }

    private Tries stored() {
        try {
            Matcher line = LINE.matcher(Files.readString(file, US_ASCII));
            return line.matches()
                    ? new Tries(Integer.parseInt(line.group(1)), Instant.ofEpochMilli(Long.parseLong(line.group(2))))
                    : Tries.NONE;
        } catch (NoSuchFileException e) {
            return Tries.NONE;
        } catch (IOException e) {
            LOG.warn("how many wrong passphrases there were cannot be read");
            return Tries.NONE;
        }
    }
}
