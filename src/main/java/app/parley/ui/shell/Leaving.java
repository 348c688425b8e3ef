package app.parley.ui.shell;

import app.parley.client.Client;
import app.parley.protocol.AccountId;
import app.parley.ui.service.Live;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a window parts from an open profile.
final class Leaving {
    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private Leaving() {}

    /// Keeps what was typed, and closes the profile, on a thread of its own.
    ///
    /// @return done once the profile is closed
    static CompletableFuture<Void> from(Live opened) {
        Client client = opened.client();
        Map<AccountId, String> drafts = Map.copyOf(opened.drafts());
        opened.close();
        return CompletableFuture.runAsync(
                () -> {
                    try (client) {
                        client.keepDrafts(drafts);
                    } catch (RuntimeException e) {
                        LOG.warn(
                                "what was typed and not sent is lost: {}",
                                e.getClass().getSimpleName());
                    }
                },
                task -> Thread.ofPlatform().name("leave").start(task));
    }
}
