package app.parley.client;

import java.time.Instant;

/// The state of the connection to the relay, as the relay strip shows it.
public sealed interface Link {
    /// No relay yet: this profile has not signed in.
    record None() implements Link {}

    record Connecting() implements Link {}

    record Connected() implements Link {}

    /// @param nextTry when the next try starts, unless "retry now" comes first
    record Lost(Trouble trouble, Instant nextTry) implements Link {}

    /// It will not be tried again by itself.
    record Stopped(Trouble trouble) implements Link {}

    /// What is wrong.
    enum Trouble {
        /// nobody answers at the address
        UNREACHABLE,
        /// the name of the relay cannot be found: no network, or a wrong name
        NO_SUCH_HOST,
        /// it has another key than the invite says
        WRONG_KEY,
        /// it does not speak Parley/1
        NOT_A_RELAY,
        /// it no longer knows this account
        UNKNOWN_ACCOUNT,
        /// its owner has not let this newcomer in yet
        WAITS_FOR_OWNER,
        /// its owner did not let this newcomer in
        NOT_ADMITTED,
        /// its owner removed this person
        REMOVED,
        /// it ended the connection
        CLOSED,
        /// the connection was silent for too long
        SILENT;

        /// Whether trying again by itself is of no use.
        public boolean isFinal() {
            return switch (this) {
                case WRONG_KEY, UNKNOWN_ACCOUNT, NOT_ADMITTED, REMOVED -> true;
                case UNREACHABLE, NO_SUCH_HOST, NOT_A_RELAY, WAITS_FOR_OWNER, CLOSED, SILENT -> false;
            };
        }
    }
}
