package app.parley.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;

/// Points in time in the words of the person who looks.
public final class Times {
    private static final int DAYS_BY_NAME = 7;

    private final InstantSource clock;
    private final ZoneId zone;
    private final Texts texts;
    private final DateTimeFormatter time;
    private final DateTimeFormatter shortDate;
    private final DateTimeFormatter dayAndMonth;
    private final DateTimeFormatter longDate;
    private final DateTimeFormatter full;

    public Times(InstantSource clock, ZoneId zone, Texts texts) {
        this.clock = clock;
        this.zone = zone;
        this.texts = texts;
        this.time = of(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT));
        this.shortDate = of(DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT));
        this.dayAndMonth = of(DateTimeFormatter.ofPattern(texts.get("time.day-and-month")));
        this.longDate = of(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG));
        this.full = of(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT));
    }

    private DateTimeFormatter of(DateTimeFormatter format) {
        return format.withLocale(texts.locale()).withZone(zone);
    }

    public Instant now() {
        return clock.instant();
    }

    public LocalDate today() {
        return day(now());
    }

    /// Where this person's days begin and end.
    public ZoneId zone() {
        return zone;
    }

    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /// `14:05`
    public String time(Instant at) {
        return time.format(at);
    }

    /// With the day's name, for a tooltip.
    public String full(Instant at) {
        return full.format(at);
    }

    /// As short as it can be in a list: the time today, then "Yesterday", the day's name, the
    /// date.
    public String brief(Instant at) {
        long days = daysAgo(day(at));
        if (days <= 0) {
            return time(at);
        }
        if (days == 1) {
            return texts.get("time.yesterday");
        }
        if (days < DAYS_BY_NAME) {
            return day(at).getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, texts.locale());
        }
        return shortDate.format(at);
    }

    /// A day as the line between two days says it.
    public String dayLine(LocalDate day) {
        long days = daysAgo(day);
        if (days == 0) {
            return texts.get("time.today");
        }
        if (days == 1) {
            return texts.get("time.yesterday");
        }
        boolean sameYear = day.getYear() == day(now()).getYear();
        return sameYear && days > 0
                ? texts.get(
                        "time.weekday-and-day",
                        day.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, texts.locale()),
                        dayAndMonth.format(day.atStartOfDay(zone)))
                : longDate.format(day.atStartOfDay(zone));
    }

    /// `in 3 min`-like remainder as `m:ss`; `0:00` once it is over.
    public String remaining(Instant until) {
        long seconds = Math.max(0, secondsUntil(until));
        return String.format(texts.locale(), "%d:%02d", seconds / 60, seconds % 60);
    }

    /// Whole seconds until then, rounded up; negative if it is over.
    public long secondsUntil(Instant until) {
        Duration left = Duration.between(now(), until);
        return left.isNegative() ? -1 : (left.toMillis() + 999) / 1000;
    }

    /// "5 minutes", "one day": a span that was chosen, in its largest whole unit.
    public String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 604_800 == 0) {
            return texts.get("time.span.weeks", seconds / 604_800);
        }
        if (seconds % 86_400 == 0) {
            return texts.get("time.span.days", seconds / 86_400);
        }
        if (seconds % 3600 == 0) {
            return texts.get("time.span.hours", seconds / 3600);
        }
        return seconds % 60 == 0
                ? texts.get("time.span.minutes", seconds / 60)
                : texts.get("time.span.seconds", seconds);
    }

    /// "last seen 5 minutes ago" and the like.
    public String lastSeen(Instant at) {
        long minutes = Duration.between(at, now()).toMinutes();
        if (minutes < 1) {
            return texts.get("time.seen.now");
        }
        if (minutes < 60) {
            return texts.get("time.seen.minutes", minutes);
        }
        long days = daysAgo(day(at));
        if (days <= 0) {
            return texts.get("time.seen.today", time(at));
        }
        if (days == 1) {
            return texts.get("time.seen.yesterday", time(at));
        }
        return texts.get("time.seen.date", dayAndMonth.format(at));
    }

    private long daysAgo(LocalDate day) {
        return day(now()).toEpochDay() - day.toEpochDay();
    }
}
