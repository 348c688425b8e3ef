package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.store.Database;
import app.parley.store.Sql;
import app.parley.store.StoreException;
import app.parley.store.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that owns a profile's state. A step is one transaction; what it reports is
/// published after the commit, in order; what it wants done outside (a send, a wake-up) is done
/// after that.
final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final long CLOSE_SECONDS = 10;

    private final Database database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("client-core").daemon().factory());
    private final List<Consumer<ClientEvent>> listeners = new CopyOnWriteArrayList<>();

    Core(Database database) {
        this.database = database;
    }

    /// Work inside one transaction.
    @FunctionalInterface
    interface Step<T> {
        T run(Tx tx) throws ClientException;
    }

    /// What a step has: the transaction's statements, and what is to follow its commit.
    static final class Tx {
        private final Sql sql;
        private final List<ClientEvent> events = new ArrayList<>();
        private final List<Runnable> after = new ArrayList<>();

        private Tx(Sql sql) {
            this.sql = sql;
        }

        Sql sql() {
            return sql;
        }

        /// Publishes `event` after the commit.
        void emit(ClientEvent event) {
            events.add(event);
        }

        /// Runs `action` after the commit and the events. It must be quick.
        void after(Runnable action) {
            after.add(action);
        }
    }

    /// Runs a step and waits for it. From the core's own thread it must not be called.
    ///
    /// @throws ClientException what the step threw, `DISK_FULL` or `DATABASE`; then nothing of it
    ///     was kept
    <T> T call(Step<T> step) throws ClientException {
        try {
            return submit(step).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ClientException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("a step failed", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ClientException.Why.CLOSED);
        }
    }

    /// Like [#call], for questions that nothing but a broken disk or a closed client keeps from
    /// an answer. That is published as well as thrown.
    <T> T query(Step<T> step) {
        try {
            return call(step);
        } catch (ClientException e) {
            announce(new ClientEvent.StorageTrouble(e.why()));
            throw new IllegalStateException("the profile cannot be read: " + e.why(), e);
        }
    }

    /// Asks beside the core's thread, which may be busy: sees what was committed last. Like [#query] it fails only
    /// with the disk, or when closed.
    <T> T look(Work<T, RuntimeException> question) {
        try {
            return database.read(question);
        } catch (StoreException e) {
            announce(new ClientEvent.StorageTrouble(ClientException.Why.DATABASE));
            throw new IllegalStateException("the profile cannot be read", e);
        }
    }

    /// Runs a step some time soon; a failure is published as [ClientEvent.StorageTrouble].
    void post(Step<?> step) {
        try {
            thread.execute(() -> {
                try {
                    transact(step);
                } catch (ClientException e) {
                    publish(new ClientEvent.StorageTrouble(e.why()));
                } catch (RuntimeException e) {
                    LOG.error("a step failed: {}", e.getClass().getSimpleName());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: a step is dropped");
        }
    }

    private <T> Future<T> submit(Step<T> step) throws ClientException {
        try {
            return thread.submit(() -> transact(step));
        } catch (RejectedExecutionException e) {
            throw new ClientException(ClientException.Why.CLOSED);
        }
    }

    private <T> T transact(Step<T> step) throws ClientException {
        List<Tx> used = new ArrayList<>(1);
        T result;
        try {
            result = database.transaction(sql -> {
                Tx tx = new Tx(sql);
                used.add(tx);
                return step.run(tx);
            });
        } catch (StoreException e) {
            throw new ClientException(
                    e.why() == StoreException.Why.FULL ? ClientException.Why.DISK_FULL : ClientException.Why.DATABASE);
        }
        used.forEach(tx -> {
            tx.events.forEach(this::publish);
            tx.after.forEach(Runnable::run);
        });
        return result;
    }

    /// Adds a listener and yields what `snapshot` sees, with no event in between.
    <T> T subscribe(Consumer<ClientEvent> listener, Step<T> snapshot) {
        return query(tx -> {
            T seen = snapshot.run(tx);
            tx.after(() -> listeners.add(listener));
            return seen;
        });
    }

    void unsubscribe(Consumer<ClientEvent> listener) {
        listeners.remove(listener);
    }

    private void publish(ClientEvent event) {
        for (Consumer<ClientEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a listener failed: {}", e.getClass().getSimpleName());
            }
        }
    }

    /// Publishes something that no transaction belongs to, in order with all else.
    void announce(ClientEvent event) {
        post(tx -> {
            tx.emit(event);
            return event;
        });
    }

    /// Finishes what is queued, then closes the database.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
