package app.parley.ui.service;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.concurrent.Service;
import javafx.concurrent.Task;
import javafx.concurrent.Worker;

/// The slow key work, one job after the other: opening and making profiles, signing up, safety
/// numbers.
///
/// Views bind to `running` and `message`. Passphrase hashing keeps a core and 64 MiB busy for a
/// while, so it has one platform thread; the rest runs on virtual threads. To be used on the
/// JavaFX thread.
public final class CryptoService extends Service<Object> implements AutoCloseable, KeyWork {
    private record Job<T>(
            String words, boolean hashes, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        Task<Object> task() {
            return new Task<>() {
                private Runnable tell = () -> {};

                @Override
                protected Object call() throws Exception {
                    updateMessage(words);
                    T result = work.call();
                    tell = () -> done.accept(result);
                    return tell;
                }

                @Override
                protected void succeeded() {
                    tell.run();
                }

                @Override
                protected void failed() {
                    failed.accept(
                            getException() instanceof Exception e ? e : new IllegalStateException(getException()));
                }
            };
        }
    }

    private final ExecutorService hashing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("hashing").factory());
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Job<?>> waiting = new ArrayDeque<>();
    private Optional<Job<?>> next = Optional.empty();

    @Override
    public <T> void hash(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        ask(new Job<>(words, true, work, done, failed));
    }

    @Override
    public <T> void work(String words, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        ask(new Job<>(words, false, work, done, failed));
    }

    private void ask(Job<?> job) {
        waiting.add(job);
        startNext();
    }

    private void startNext() {
        boolean busy = getState() == Worker.State.RUNNING || getState() == Worker.State.SCHEDULED;
        if (busy || waiting.isEmpty()) {
            return;
        }
        Job<?> job = waiting.remove();
        next = Optional.of(job);
        setExecutor(job.hashes() ? hashing : virtual);
        restart();
    }

    @Override
    protected Task<Object> createTask() {
        return next.orElseThrow().task();
    }

    @Override
    protected void succeeded() {
        startNext();
    }

    @Override
    protected void failed() {
        startNext();
    }

    @Override
    public void close() {
        waiting.clear();
        hashing.shutdown();
        virtual.shutdown();
    }
}
