package app.parley.bench;

import java.util.Arrays;
import java.util.Locale;

/// One measured number.
///
/// @param name lower case with the unit at its end, such as `pair_200_us`; others compare runs by it
/// @param value the number
/// @param unit `us`, `MB/s`, …
/// @param lowest of the samples that `value` is the median of
/// @param highest of them
record Figure(String name, double value, String unit, double lowest, double highest) {
    /// A number that was measured once.
    Figure(String name, double value, String unit) {
        this(name, value, unit, value, value);
    }

    /// The median of several measurements.
    static Figure median(String name, String unit, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Figure(name, sorted[sorted.length / 2], unit, sorted[0], sorted[sorted.length - 1]);
    }

    /// The line of `target/bench/*.json`.
    String json() {
        return String.format(Locale.ROOT, "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}", name, value, unit);
    }

    /// The line of the table.
    String row() {
        String row = String.format(Locale.ROOT, "%-28s %12.2f %-6s", name, value, unit);
        return lowest == highest ? row.strip() : row + String.format(Locale.ROOT, " %.2f to %.2f", lowest, highest);
    }
}
