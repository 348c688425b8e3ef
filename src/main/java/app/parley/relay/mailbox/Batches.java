package app.parley.relay.mailbox;

import app.parley.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// One thread that carries out what was asked meanwhile together: what waits while a transaction
/// commits goes into the next one, so that one sync of the disk and a few round trips do for all.
///
/// @param <Q> what is asked
/// @param <A> what is answered
final class Batches<Q, A> implements AutoCloseable {
    private static final int MAX = 256;

    private final Function<List<Q>, List<A>> work;
    private final BlockingQueue<Order<Q, A>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    private sealed interface Order<Q, A> {
        record Do<Q, A>(Q question, CompletableFuture<A> answer) implements Order<Q, A> {}

        record End<Q, A>() implements Order<Q, A> {}
    }

    /// @param work does all of it in one transaction and yields the answers in the same order, or
    ///     throws
    Batches(String name, Function<List<Q>, List<A>> work) {
        this.work = work;
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::loop);
    }

    CompletableFuture<A> submit(Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        synchronized (this) {
            if (!closed) {
                queue.add(new Order.Do<>(question, answer));
                return answer;
            }
        }
        answer.completeExceptionally(new RejectedExecutionException("the store is closed"));
        return answer;
    }

    private void loop() {
        boolean ended = false;
        try {
            while (!ended) {
                List<Order<Q, A>> taken = new ArrayList<>();
                taken.add(queue.take());
                queue.drainTo(taken, MAX - 1);
                List<Order.Do<Q, A>> batch = new ArrayList<>();
                for (Order<Q, A> order : taken) {
                    switch (order) {
                        case Order.Do<Q, A> one -> batch.add(one);
                        case Order.End<Q, A> end -> ended = true;
                    }
                }
                if (!batch.isEmpty()) {
                    carryOut(batch);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the writer is nobody's to interrupt", e);
        }
    }

    private void carryOut(List<Order.Do<Q, A>> batch) {
        List<A> answers;
        try {
            answers = work.apply(batch.stream().map(Order.Do::question).toList());
        } catch (RuntimeException e) {
            if (batch.size() > 1 && !hopeless(e)) {
                batch.forEach(order -> carryOut(List.of(order)));
            } else {
                batch.forEach(order -> order.answer().completeExceptionally(e));
            }
            return;
        }
        for (int i = 0; i < answers.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
        }
    }

    /// Whether none of it would fare better alone.
    private static boolean hopeless(RuntimeException e) {
        return e instanceof StoreException store && store.why() != StoreException.Why.FAILED;
    }

    /// Carries out what is queued, then ends. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                queue.add(new Order.End<>());
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
