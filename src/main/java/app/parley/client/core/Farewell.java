package app.parley.client.core;

import app.parley.client.ClientException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a profile still does while it closes.
record Farewell(Live live, Errands errands, Pump pump) {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    /// How long closing may take to get rid of what is in the outbox.
    static final Duration LIMIT = Duration.ofSeconds(3);

    /// Lets receipts go at once and gives the outbox a moment.
    void say() {
        if (live.control().isEmpty()) {
            return;
        }
        try {
            errands.receipts(Long.MAX_VALUE);
            if (!pump.awaitEmpty(LIMIT)) {
                LOG.debug("the outbox keeps the rest");
            }
        } catch (ClientException e) {
            LOG.warn("receipts stay for the next time: {}", e.why());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the link has ended.
    void await(CountDownLatch ran) {
        try {
            if (!ran.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the link does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
