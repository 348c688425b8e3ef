package app.parley.relay.core;

import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers, once the future that decides them is there.
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    /// When somebody whom a full relay refused may come back.
    static final Duration FULL_AGAIN = Duration.ofSeconds(30);

    private static final int LATER = 30;
    /// A database that went away is back soon, or another takes its place.
    private static final int SOON = 2;

    private Reply() {}

    /// Sends the frame that `answer` yields, or a refusal if it fails. Until then the request
    /// counts as one of the session's unanswered ones.
    static void to(Session session, int tag, CompletableFuture<? extends RelayFrame> answer) {
        session.began();
        answer.<RelayFrame>handle((frame, fault) -> fault == null ? frame : refused(tag, fault))
                .thenAccept(frame -> {
                    session.ended();
                    session.answered(frame);
                    session.out().send(frame);
                });
    }

    /// Notes a fault of something nobody waits for.
    static void watch(CompletableFuture<?> work) {
        work.whenComplete((result, fault) -> {
            if (fault != null) {
                refused(0, fault);
            }
        });
    }

    static RelayFrame refuse(int tag, Refusal why) {
        return new RelayFrame.Refused(tag, why, 0, 0);
    }

    static RelayFrame refuse(int tag, Refusal why, Duration retryAfter) {
        return new RelayFrame.Refused(tag, why, seconds(retryAfter), 0);
    }

    /// Rounded up, so that nobody comes back a moment too early.
    static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    private static RelayFrame refused(int tag, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof StoreException store && store.why() == StoreException.Why.FULL) {
            return new RelayFrame.Refused(tag, Refusal.RELAY_FULL, LATER, 0);
        }
        // That the database is away was said once, when it went.
        boolean away = cause instanceof StoreException gone && gone.why() == StoreException.Why.UNREACHABLE;
        if (!away && !(cause instanceof RejectedExecutionException)) {
            LOG.error(
                    "the relay cannot do its work: {}",
                    cause instanceof StoreException store
                            ? store.why()
                            : cause.getClass().getName());
        }
        return new RelayFrame.Refused(tag, Refusal.CLOSING, away ? SOON : LATER, 0);
    }
}
