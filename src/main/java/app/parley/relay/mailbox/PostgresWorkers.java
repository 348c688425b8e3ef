package app.parley.relay.mailbox;

import app.parley.relay.mailbox.CommitQueue.Change;
import app.parley.store.PostgresDatabase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work on the database, each piece on a virtual thread of its own: how many run at once is the
/// database's to say.
final class PostgresWorkers implements Commits, AutoCloseable {
    private final PostgresDatabase database;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PostgresWorkers(PostgresDatabase database) {
        this.database = database;
    }

    <T> CompletableFuture<T> submit(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    ExecutorService threads() {
        return threads;
    }

    /// Changes in a transaction of its own, at the isolation of which the database says that it
    /// is as if nobody else did anything meanwhile.
    @Override
    public <T> CompletableFuture<T> submit(Function<Change, T> work) {
        return submit(() -> {
            Deque<Change> attempts = new ArrayDeque<>();
            boolean done = false;
            try {
                T result = database.alone(sql -> {
                    undo(attempts);
                    Change change = new Change(sql);
                    attempts.push(change);
                    return work.apply(change);
                });
                done = true;
                attempts.forEach(Change::show);
                return result;
            } finally {
                if (!done) {
                    undo(attempts);
                }
            }
        });
    }

    private static void undo(Deque<Change> attempts) {
        attempts.forEach(Change::takeBack);
        attempts.clear();
    }

    /// Finishes what was asked, and refuses what comes after.
    @Override
    public void close() {
        threads.close();
    }
}
