package app.parley.client;

import java.time.Duration;
import java.time.Instant;

/// How a step of signing up ended.
public sealed interface SignIn {
    /// The code is with the relay's owner.
    ///
    /// @param digits how many digits it has, 6 to 8
    /// @param expiresAt when it stops working, by this machine's clock
    /// @param triesLeft how often it may be typed
    /// @param resendAfter how long until another code may be asked for
    record CodeSent(int digits, Instant expiresAt, int triesLeft, Duration resendAfter) implements SignIn {}

    /// @param retryAfter how long to wait before trying again; zero if waiting does not help
    /// @param triesLeft how many tries the code still has, for [Why#WRONG_CODE]
    record Refused(Why why, Duration retryAfter, int triesLeft) implements SignIn {}

    /// The relay did not answer as it should.
    record Unreachable(Link.Trouble trouble) implements SignIn {}

    record SignedIn(Me me) implements SignIn {}

    /// Why a relay refuses.
    enum Why {
        WRONG_CODE,
        CODE_EXPIRED,
        TOO_MANY_TRIES,
        TOO_OFTEN,
        NOT_INVITED,
        NUMBER_IN_USE,
        RELAY_FULL,
        RELAY_TOO_NEW_OR_OLD,
        /// the relay agreed, but this machine could not store it: the disk is full or broken
        NOT_STORED
    }
}
