package app.parley.ui.fake;

import app.parley.ui.Updates;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A publisher in memory.
public final class FakeUpdates implements Updates {
    public static final Newer NEWER = new Newer(
            "0.2.0",
            Instant.parse("2026-11-17T09:00:00Z"),
            Map.of(
                    "en", "Groups of up to fifty, files, and a way to call each other.",
                    "de", "Gruppen bis fünfzig, Dateien, und ein Weg, einander anzurufen.",
                    "he", "קבוצות של עד חמישים, קבצים, ודרך להתקשר זה לזה."),
            Optional.of(URI.create("https://parley.example.org/download")));

    public State now = State.none();
    /// What asking comes to.
    public Outcome answer = Outcome.NEWEST;
    /// The disk takes nothing.
    public boolean stuck;

    public Instant time = Instant.parse("2026-11-18T13:20:00Z");
    public int asked;
    private Runnable heard = () -> {};

    /// It turned out by itself that there is a newer one.
    public void appear() {
        now = new State(
                true,
                "https://parley.example.org/updates",
                Optional.of(time),
                Outcome.NEWER,
                Optional.of(NEWER),
                false);
        heard.run();
    }

    @Override
    public State state() {
        return now;
    }

    @Override
    public Optional<State> choose(boolean on, String address) throws IOException {
        if (stuck) {
            throw new IOException("stuck");
        }
        if (!address.isBlank() && !address.startsWith("https://")) {
            return Optional.empty();
        }
        now = new State(on && !address.isBlank(), address.strip(), now.asked(), now.outcome(), now.newer(), now.told());
        return Optional.of(now);
    }

    @Override
    public State ask() {
        asked++;
        boolean found = answer == Outcome.NEWER;
        now = new State(
                now.on(),
                now.address(),
                Optional.of(time),
                answer,
                found ? Optional.of(NEWER) : Optional.empty(),
                !found);
        return now;
    }

    @Override
    public State told(String version) {
        now = new State(now.on(), now.address(), now.asked(), now.outcome(), now.newer(), true);
        return now;
    }

    @Override
    public void onChange(Runnable listener) {
        heard = listener;
    }
}
