package app.parley.ui;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Whether somebody published a newer Parley: asked at an address that the person chose, if they did, and
/// believed only with a release key's signature. Nothing is ever downloaded or installed. All methods
/// but [#onChange] read, write or wait: not for the JavaFX thread.
public interface Updates {
    /// What came of asking last.
    enum Outcome {
        /// Nobody asked yet.
        NEVER,
        /// This is the newest.
        NEWEST,
        /// There is a newer one.
        NEWER,
        /// Nobody answered; that is no fault, who is offline has this.
        QUIET,
        /// Who answered could not show to be that address.
        NOT_PROVEN,
        /// The address says that there is nothing, or to look elsewhere.
        NOTHING_THERE,
        /// What lies there has no signature, or makes no sense.
        UNSIGNED,
        /// It is not said whose signature to believe.
        NO_KEY,
        /// Another key signed it.
        FOREIGN_KEY,
        /// Its signature does not fit.
        FORGED,
        /// It is older than what was believed before.
        OLDER,
        /// Its time is over.
        EXPIRED,
        /// It was made in the future.
        FUTURE
    }

    /// A newer Parley.
    ///
    /// @param news what it brings, by language
    /// @param page where it is found
    record Newer(String version, Instant made, Map<String, String> news, Optional<URI> page) {
        public Newer {
            news = Map.copyOf(news);
        }

        /// What it brings, in this language if it is told in it.
        public String news(String language) {
            String any = news.values().stream().findFirst().orElse("");
            return news.getOrDefault(language, news.getOrDefault("en", any));
        }
    }

    /// How things stand.
    ///
    /// @param on whether to ask once a day
    /// @param address where, as typed; empty if nobody chose one
    /// @param asked when last
    /// @param told whether the person knows of `newer`
    record State(
            boolean on, String address, Optional<Instant> asked, Outcome outcome, Optional<Newer> newer, boolean told) {
        /// Nobody asked for anything.
        public static State none() {
            return new State(false, "", Optional.empty(), Outcome.NEVER, Optional.empty(), true);
        }
    }

    /// How things stand, without asking.
    State state() throws IOException;

    /// Chooses whether and where to ask. An empty address is none, and then nothing is asked.
    ///
    /// @return empty if that is no address
    /// @throws IOException if it could not be kept
    Optional<State> choose(boolean on, String address) throws IOException;

    /// Asks now.
    ///
    /// @throws IOException if the answer could not be kept
    State ask() throws IOException;

    /// The person knows of this version.
    State told(String version) throws IOException;

    /// @param listener called on any thread when it came out by itself that there is something new, until the
    ///     next call of this
    void onChange(Runnable listener);

    /// Where nobody ever asks.
    static Updates none() {
        return new NoUpdates();
    }
}
