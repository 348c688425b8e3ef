package app.parley.bench;

import java.util.Locale;

/// One measured number.
///
/// @param name lower case with the unit at its end, such as `pair_200_us`; others compare runs by it
/// @param value the number
/// @param unit `us`, `MB/s`, …
record Figure(String name, double value, String unit) {
    /// The line of `target/bench/*.json`.
    String json() {
        return String.format(Locale.ROOT, "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}", name, value, unit);
    }

    /// The line of the table.
    String row() {
        return String.format(Locale.ROOT, "%-28s %12.2f %s", name, value, unit);
    }
}
