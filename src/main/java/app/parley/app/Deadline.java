package app.parley.app;

import java.time.Duration;

/// A moment on the monotonic clock until which to wait.
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// Time left; zero or less once it has passed.
    long left() {
        return nanos - System.nanoTime();
    }

    boolean passed() {
        return left() <= 0;
    }

    /// The earlier of the two.
    Deadline orSooner(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
