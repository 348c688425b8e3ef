package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FaultReportTest {
    private static final Instant WHEN = Instant.parse("2026-11-18T14:32:07.123456Z");
    private static final List<String> PRIVATE = List.of(
            "meet me at noon",
            "+12025550101",
            "2025550101",
            "/home/anna",
            "anna",
            "parley://join",
            "correct horse",
            "14:32",
            "annas-laptop",
            "evil");

    private static Properties system() {
        Properties system = new Properties();
        system.setProperty("java.version", "25.0.1-annas-build");
        system.setProperty("javafx.version", "26.0.2+9");
        system.setProperty("os.name", "Linux");
        system.setProperty("os.version", "6.12.3-annas-laptop");
        system.setProperty("os.arch", "amd64");
        return system;
    }

    private static String report(Throwable fault, String thread) {
        return FaultReport.of(fault, "window", thread, WHEN, system());
    }

    private static void assertScrubbed(String report) {
        for (String each : PRIVATE) {
            assertFalse(report.contains(each), each + " in\n" + report);
        }
    }

    /// An exception of a class that lies about where it was thrown.
    private static final class Liar extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[] {
                new StackTraceElement("app.parley.Home/anna", "meet me at noon", "/home/anna/x", 5),
                new StackTraceElement("app.parley.N2025550101", "call", null, 2_025_550),
                new StackTraceElement("evil.of.anna", "x", null, 1),
                new StackTraceElement("app.parley.client.Client", "p12025550101", null, 1),
                new StackTraceElement("app.parley.client.Client$$Lambda/0x00007f2025550101", "send", null, 7),
            };
        }
    }

    private static final class Breaking extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("meet me at noon");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("meet me at noon");
        }
    }

    @Test
    void kinds_and_places_are_told_and_no_text_of_any_exception() {
        Exception deep = new NoSuchElementException("no row for +12025550101: meet me at noon");
        Exception fault = new IllegalStateException("cannot open /home/anna/.local/share/parley: correct horse", deep);
        fault.addSuppressed(new RuntimeException("parley://join/secret"));
        String report = report(fault, "core-3");
        assertScrubbed(report);
        assertTrue(report.contains("java.lang.IllegalStateException\n    at app.parley.app.FaultReportTest."), report);
        assertTrue(report.contains("because of java.util.NoSuchElementException\n"), report);
        assertTrue(report.startsWith("""
                Parley: 0.1.0, window
                day: 2026-11-18
                Java: 25.0.1
                JavaFX: 26.0.2
                system: Linux 6.12.3 amd64
                thread: core
                """), report);
    }

    @Test
    void names_that_are_not_those_of_a_program_are_left_out() {
        String report = report(new Liar(), "anna +12025550101");
        assertScrubbed(report);
        assertTrue(report.contains("thread: ?"), report);
        assertTrue(report.contains("at (not ours)\n    at app.parley.client.Client$$Lambda.send:7"), report);
    }

    @Test
    void an_exception_that_breaks_when_asked_is_told_all_the_same() {
        String report = report(new Breaking(), "intents");
        assertScrubbed(report);
        assertTrue(report.endsWith("app.parley.app.FaultReportTest$Breaking\n"), report);
    }

    @Test
    void causes_that_go_in_a_circle_end() {
        Exception one = new RuntimeException("a");
        Exception two = new IllegalArgumentException("b", one);
        one.initCause(two);
        String report = report(one, "x");
        assertEquals(2, report.split("Exception\n", -1).length - 1, report);
    }

    @Test
    void a_stack_that_overflowed_is_short() {
        try {
            deeper(0);
        } catch (StackOverflowError e) {
            assertTrue(report(e, "x").lines().count() < 65);
            return;
        }
        throw new AssertionError("no overflow");
    }

    private static int deeper(int n) {
        return n == Integer.MIN_VALUE ? 0 : 1 + deeper(n + 1);
    }
}
