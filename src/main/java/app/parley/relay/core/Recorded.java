package app.parley.relay.core;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// What Java's Flight Recorder sees of a relay, if its owner records: how often and how long, never
/// for whom. No account, number, mailbox or address is in any of these.
final class Recorded {
    private Recorded() {}

    /// From the greeting to the end.
    @Name("app.parley.relay.Connection")
    @Label("Connection")
    @Category("Parley relay")
    @StackTrace(false)
    static final class Connection extends Event {
        @Label("Frames")
        @Description("How many frames the client sent")
        long frames;

        @Label("Signed in")
        boolean signedIn;
    }

    /// From an envelope's arrival to the moment it was durable, or refused.
    @Name("app.parley.relay.Append")
    @Label("Append")
    @Category("Parley relay")
    @StackTrace(false)
    static final class Append extends Event {
        @Label("Size")
        @DataAmount
        int size;

        @Label("Durable")
        boolean durable;
    }

    /// One read of what waits in a mailbox.
    @Name("app.parley.relay.Drain")
    @Label("Drain")
    @Category("Parley relay")
    @StackTrace(false)
    static final class Drain extends Event {
        @Label("Envelopes")
        int envelopes;

        @Label("Size")
        @DataAmount
        long size;
    }

    @Name("app.parley.relay.Refusal")
    @Label("Refusal")
    @Category("Parley relay")
    @StackTrace(false)
    static final class Refused extends Event {
        @Label("Reason")
        @Description("As in PROTOCOL.md §7")
        String reason = "";
    }
}
