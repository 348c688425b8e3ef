package app.parley.bench;

import java.util.Arrays;

/// Times, each kept as it was measured.
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = nanosTaken;
    }

    /// The time in microseconds that `share` of all did not exceed.
    double micros(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e3;
    }
}
