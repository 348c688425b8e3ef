package app.parley.protocol.wire;

import app.parley.protocol.MalformedException;

/// Why a relay refuses a request; the number is what travels (PROTOCOL.md §7).
public enum Refusal {
    /// the frame makes no sense here
    MALFORMED(1),
    /// needs a signed-in connection
    NOT_SIGNED_IN(2),
    WRONG_CODE(3),
    CODE_EXPIRED(4),
    TOO_MANY_TRIES(5),
    /// too many requests; `retryAfter` says how long to wait
    TOO_OFTEN(6),
    /// the invite's admission is unknown, expired or used up
    NOT_INVITED(7),
    /// the number belongs to another account key; `retryAfter` says how long it is held
    NUMBER_HELD(8),
    UNKNOWN_ACCOUNT(9),
    BAD_SIGNATURE(10),
    NO_SUCH_MAILBOX(11),
    MAILBOX_FULL(12),
    /// the relay's disk is full: new things are refused, old ones kept
    RELAY_FULL(13),
    /// nobody holds that number, or they hide it
    NOT_FOUND(14),
    /// the device has no unexpired bundle
    NO_KEYS(15),
    /// a manifest or bundle is older than the one the relay has, or does not continue it
    STALE(16),
    /// the relay is stopping
    CLOSING(17),
    /// the code was right; the owner has not let the newcomer in yet
    WAITS_FOR_OWNER(18),
    /// the owner removed this account
    REMOVED(19),
    /// the owner did not let this newcomer in
    NOT_ADMITTED(20),
    /// an open relay has no list of members
    NO_DIRECTORY(21),
    NO_SUCH_BLOB(22),
    /// a blob may not be that large
    TOO_LARGE(23);

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Refusal of(int code) throws MalformedException {
        for (Refusal refusal : values()) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        throw new MalformedException("an unknown refusal");
    }
}
