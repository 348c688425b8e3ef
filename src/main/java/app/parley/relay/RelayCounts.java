package app.parley.relay;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a relay did since it started: how often, never for whom.
///
/// @param accepted envelopes that were brought to the disk, or were there already
/// @param signIns connections that signed in
/// @param refused requests, by the reason's name in PROTOCOL.md §7
public record RelayCounts(long accepted, long signIns, SortedMap<String, Long> refused) {
    public static RelayCounts of(long accepted, long signIns, Map<String, Long> refused) {
        return new RelayCounts(accepted, signIns, new TreeMap<>(refused));
    }
}
