package app.parley.app;

/// Text from the command line.
final class Typed {
    private Typed() {}

    /// Refuses text that the system's character set has damaged on its way in: better no message
    /// than a wrong one.
    static void undamaged(String text) throws Failure {
        if (text.indexOf('\uFFFD') >= 0) {
            throw Failure.wrongUse("A letter of this text did not survive the terminal's character set, so nothing was"
                    + " done. Set a UTF-8 locale, for example LC_ALL=C.UTF-8, and try again.");
        }
    }
}
