package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Words;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the index of words in small steps, so that nobody waits for it: brings in what is not in it yet, and
/// writes it anew without the words of messages that are gone.
final class Indexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
    private static final int BATCH = 250;
    private static final int PAGES = 100;
    /// How long removed words may lie in old parts of the index before it is tidied: not after every message.
    private static final long PATIENCE_MILLIS = 15_000;

    private final Core core;
    private final Semaphore closing = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    Indexing(Core core) {
        this.core = core;
        this.thread = Thread.ofVirtual().name("client-indexing").unstarted(this::work);
    }

    /// Begins. What is written from now on is found.
    void start() {
        core.post(tx -> {
            Words words = new Words(tx.sql());
            words.begin();
            return words.extend(BATCH);
        });
        thread.start();
    }

    private void work() {
        try {
            while (!closed && core.call(tx -> new Words(tx.sql()).extend(BATCH))) {
                LOG.trace("another batch");
            }
            boolean stopped = closed;
            while (!stopped) {
                tidy();
                stopped = closing.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClientException e) {
            LOG.debug("the index rests until the next start: {}", e.why());
        }
    }

    private void tidy() throws ClientException {
        boolean more = core.look(sql -> new Words(sql).untidy());
        if (more) {
            core.call(tx -> {
                new Words(tx.sql()).beginTidying();
                return tx;
            });
        }
        while (more && !closed) {
            more = core.call(tx -> new Words(tx.sql()).tidy(PAGES));
        }
        if (more) {
            LOG.trace("closed while tidying: the next start goes on");
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
