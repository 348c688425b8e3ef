package app.parley.client.export;

/// A file that is no export this version can read.
public final class MalformedExportException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong with the file as a whole.
    public enum Why {
        /// not there, or not readable
        NOT_READABLE,
        /// not JSON to the letter, or damaged
        NOT_JSON,
        /// JSON, but not an export, or with fields that do not belong
        NOT_AN_EXPORT,
        /// made by a newer Parley
        NEWER,
        /// larger than any export that is read
        TOO_LARGE
    }

    private final Why why;

    MalformedExportException(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
