package app.parley.app;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as people type it: `30s`, `5m`, `1h`, `1d`, `2w`.
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private TimeSpan() {}

    /// @throws Failure wrong use, if it is none or longer than a year
    static Duration parse(String typed) throws Failure {
        Matcher matcher = FORM.matcher(typed);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        Duration span = unit == null ? Duration.ZERO : unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (span.isZero() || span.compareTo(Duration.ofDays(365)) > 0) {
            throw Failure.wrongUse(
                    "The time is like 30s, 5m, 1h, 1d or 2w, at most a year, or off. Nothing was changed.");
        }
        return span;
    }
}
