package app.parley.app;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is written of a fault: which kinds of exceptions, at which places in the program, and what it
/// ran on. Nothing that a person typed, received or named can be in it: the texts of exceptions are
/// left out, names are taken only where they look like those of a program known here, and numbers
/// only as lines of source.
final class FaultReport {
    /// Causes that are followed.
    private static final int DEPTH = 6;
    /// Frames of each exception: those where it was thrown, and those it came from.
    private static final int FIRST = 40;

    private static final int LAST = 10;

    /// Whose names are told.
    private static final List<String> KNOWN = List.of(
            "app.parley.",
            "java.",
            "javax.",
            "javafx.",
            "jdk.",
            "sun.",
            "com.sun.",
            "atlantafx.",
            "ch.qos.logback.",
            "com.github.javakeyring.",
            "com.google.gson.",
            "com.google.i18n.phonenumbers.",
            "com.google.zxing.",
            "com.zaxxer.hikari.",
            "io.netty.",
            "org.bouncycastle.",
            "org.controlsfx.",
            "org.fxmisc.",
            "org.freedesktop.dbus.",
            "org.kordamp.ikonli.",
            "org.postgresql.",
            "org.reactfx.",
            "org.slf4j.",
            "org.sqlite.",
            "picocli.");
    /// A name in a program. Long numbers do not occur in ours.
    private static final Pattern NAME = Pattern.compile("(?!.*\\d{5})[A-Za-z_$<][\\w$.<>]{0,150}");

    private static final Pattern VERSION = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,3}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_ ]{0,20}");
    private static final String OTHER = "(not ours)";

    private FaultReport() {}

    /// @param program which way of running Parley it was, such as `window`
    /// @param thread the name of the thread
    /// @param when only its day is told
    /// @param system as [System#getProperties]
    static String of(Throwable fault, String program, String thread, Instant when, Properties system) {
        StringBuilder report = new StringBuilder();
        line(report, "Parley", ParleyCommand.VERSION + ", " + program);
        line(report, "day", when.atZone(ZoneOffset.UTC).toLocalDate().toString());
        line(report, "Java", version(system, "java.version"));
        line(report, "JavaFX", version(system, "javafx.version"));
        line(
                report,
                "system",
                word(system, "os.name") + " " + version(system, "os.version") + " " + word(system, "os.arch"));
        line(report, "thread", thread(thread));
        report.append('\n');
        tell(report, fault);
        return report.toString();
    }

    private static void line(StringBuilder report, String name, String value) {
        report.append(name).append(": ").append(value).append('\n');
    }

    /// Only its beginning: what a builder of systems added to it may name a computer.
    private static String version(Properties system, String key) {
        Matcher found = VERSION.matcher(system.getProperty(key, ""));
        return found.lookingAt() ? found.group() : "?";
    }

    private static String word(Properties system, String key) {
        String value = system.getProperty(key, "");
        return WORD.matcher(value).matches() ? value : "?";
    }

    /// Our threads have fixed names, some with a number at the end.
    private static String thread(String name) {
        String bare = name.replaceAll("[-\\d]+$", "");
        return bare.matches("[A-Za-z][A-Za-z -]{0,40}") ? bare : "?";
    }

    private static void tell(StringBuilder report, Throwable fault) {
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Throwable at = fault;
        for (int depth = 0; at != null && depth < DEPTH && told.add(at); depth++) {
            report.append(depth == 0 ? "" : "because of ")
                    .append(name(at.getClass().getName()))
                    .append('\n');
            frames(report, stack(at));
            at = cause(at);
        }
    }

    /// An exception may be of any class, and its methods may fail in their turn.
    private static StackTraceElement[] stack(Throwable fault) {
        try {
            return fault.getStackTrace();
        } catch (RuntimeException e) {
            return new StackTraceElement[0];
        }
    }

    private static @Nullable Throwable cause(Throwable fault) {
        try {
            return fault.getCause();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static void frames(StringBuilder report, StackTraceElement[] frames) {
        boolean others = false;
        for (int i = 0; i < frames.length; i++) {
            if (i == FIRST && frames.length > FIRST + LAST) {
                report.append("    … ").append(frames.length - FIRST - LAST).append(" more\n");
                i = frames.length - LAST;
            }
            String place = place(frames[i]);
            boolean other = place.equals(OTHER);
            if (!other || !others) {
                report.append("    at ").append(place).append('\n');
            }
            others = other;
        }
    }

    private static String place(StackTraceElement frame) {
        String type = name(frame.getClassName());
        String method = frame.getMethodName();
        if (type.equals(OTHER) || !NAME.matcher(method).matches()) {
            return OTHER;
        }
        int line = frame.getLineNumber();
        return type + "." + method + (line > 0 && line < 100_000 ? ":" + line : "");
    }

    private static String name(String type) {
        // What is made while running has an address for a name.
        String stable = type.replaceAll("[/+@].*", "");
        return NAME.matcher(stable).matches() && KNOWN.stream().anyMatch(stable::startsWith) ? stable : OTHER;
    }
}
