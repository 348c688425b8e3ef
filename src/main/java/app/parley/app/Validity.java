package app.parley.app;

import app.parley.relay.InviteTerms;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// For how long something is good, as typed: minutes, hours or days.
record Validity(Duration time) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhd])");

    static Optional<Validity> parse(String typed) {
        Matcher form = FORM.matcher(typed);
        if (!form.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(form.group(1));
        Duration time = switch (form.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return Optional.of(new Validity(time))
                .filter(valid -> time.isPositive() && time.compareTo(InviteTerms.LONGEST) <= 0);
    }
}
