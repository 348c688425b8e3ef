package app.parley.relay.otp;

import app.parley.relay.PendingCode;

/// A way by which a code reaches a person. Never the connection that asked for it (PROTOCOL.md
/// §7).
public interface Gateway {
    /// How handing over went.
    sealed interface Outcome {
        record Handed() implements Outcome {}

        record Failed() implements Outcome {}
    }

    Outcome hand(PendingCode code);

    /// The code was used, replaced or is over its time: nobody needs it any more.
    void settled(PendingCode code);
}
