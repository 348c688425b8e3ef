package app.parley;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets every test that waits for something look more often than Awaitility would by itself (each
/// 100 ms): most of what is waited for takes less, and the waiting was minutes of the whole run.
public final class Impatience implements BeforeAllCallback {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(LOOK_EVERY);
        Awaitility.setDefaultPollDelay(LOOK_EVERY);
    }
}
