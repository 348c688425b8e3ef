package app.parley.app;

/// Something a command could not do, in words for the person who asked: what happened, what is
/// safe, what to do next.
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /// Exit codes of every command (docs/ARCHITECTURE.md, command line).
    static final int OK = 0;

    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private final int exitCode;

    private Failure(int exitCode, String words) {
        super(words);
        this.exitCode = exitCode;
    }

    /// The command was right, but could not be done.
    static Failure because(String words) {
        return new Failure(FAILED, words);
    }

    /// What was typed makes no sense.
    static Failure wrongUse(String words) {
        return new Failure(WRONG_USE, words);
    }

    int exitCode() {
        return exitCode;
    }

    /// The text for standard error.
    String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
