package app.parley.relay.mailbox;

import app.parley.store.Database;
import app.parley.store.Sql;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// One thread that writes: whatever is queued while a transaction commits goes into the next one
/// together, and the futures complete after the commit. One sync of the disk for all of them is
/// what makes durable answers cheap.
final class CommitQueue implements Commits, AutoCloseable {
    private static final int MAX_BATCH = 1024;

    private final Database database;
    private final BlockingQueue<Order<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    /// What a change may use while it is made.
    static final class Change {
        private final Sql sql;
        private final Deque<Runnable> undo = new ArrayDeque<>();
        private final List<Runnable> committed = new ArrayList<>();
        private final Set<Runnable> before = new LinkedHashSet<>();

        Change(Sql sql) {
            this.sql = sql;
        }

        Sql sql() {
            return sql;
        }

        /// Done once right before the transaction is committed, however often it is asked for; if it fails,
        /// so does the transaction.
        void before(Runnable step) {
            before.add(step);
        }

        /// All changes of the transaction are made.
        void seal() {
            before.forEach(Runnable::run);
        }

        /// The transaction failed.
        void takeBack() {
            undo.forEach(Runnable::run);
        }

        /// The transaction is on disk.
        void show() {
            committed.forEach(Runnable::run);
        }

        /// Takes back what was changed in memory, if the transaction fails. The last one is
        /// undone first.
        void undo(Runnable step) {
            undo.push(step);
        }

        /// Shows in memory what is now on disk.
        void committed(Runnable step) {
            committed.add(step);
        }
    }

    private record Order<T>(Function<Change, T> work, CompletableFuture<T> future) {
        Runnable run(Change change) {
            T result = work.apply(change);
            return () -> future.complete(result);
        }
    }

    CommitQueue(Database database) {
        this.database = database;
        this.thread = Thread.ofPlatform().name("relay-writer").daemon(true).start(this::loop);
    }

    /// Queues a change. It runs twice (the second time alone) if a transaction that it shared
    /// failed.
    @Override
    public <T> CompletableFuture<T> submit(Function<Change, T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        synchronized (this) {
            if (!closed) {
                queue.add(new Order<>(work, future));
                return future;
            }
        }
        future.completeExceptionally(new RejectedExecutionException("the store is closed"));
        return future;
    }

    private void loop() {
        List<Order<?>> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                commit(batch);
                if (batch.stream().anyMatch(order -> order.work() == END)) {
                    return;
                }
                batch.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the writer is nobody's to interrupt", e);
        }
    }

    private void commit(List<Order<?>> batch) {
        List<Runnable> answers = new ArrayList<>();
        Deque<Change> changes = new ArrayDeque<>();
        try {
            database.write(sql -> {
                Change change = new Change(sql);
                changes.push(change);
                for (Order<?> order : batch) {
                    answers.add(order.run(change));
                }
                change.seal();
            });
        } catch (RuntimeException e) {
            changes.forEach(Change::takeBack);
            if (batch.size() == 1) {
                batch.getFirst().future().completeExceptionally(e);
            } else {
                batch.forEach(order -> commit(List.of(order)));
            }
            return;
        }
        changes.forEach(Change::show);
        answers.forEach(Runnable::run);
    }

    private static final Function<Change, Boolean> END = change -> true;

    /// Commits what is queued, then ends. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                queue.add(new Order<>(END, new CompletableFuture<>()));
                closed = true;
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
