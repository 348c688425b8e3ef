package app.parley.client;

/// An intent that could not be carried out. Nothing was changed.
public class ClientException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What went wrong, for a front end to put in words.
    public enum Why {
        NOT_SIGNED_IN,
        NOBODY_THERE,
        NO_SUCH_MESSAGE,
        BLANK,
        TOO_LONG,
        KEY_CHANGED,
        /// This person blocked them.
        BLOCKED,
        CONFLICTING_DEVICES,
        DISK_FULL,
        DATABASE,
        RELAY_UNREACHABLE,
        TOO_OFTEN,
        PROFILE_IN_USE,
        PROFILE_CORRUPT,
        WRONG_PASSPHRASE,
        /// Too many wrong passphrases: none is looked at for a while ([Profile#pause]).
        TOO_SOON,
        PASSPHRASE_NEEDED,
        KEY_STORE_UNAVAILABLE,
        PROFILE_EXISTS,
        NO_PROFILE,
        /// the client was closed
        CLOSED
    }

    private final Why why;

    public ClientException(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
