package app.parley.net;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;

/// The relay's side of connections, whatever carries them (TLS, or memory in tests).
public interface RelayEndpoint {
    /// What [Outbound#peer] says of a client on this machine, to which no limit per address
    /// applies.
    String LOCAL = "local";

    /// A client connected. The endpoint sends its welcome through `out` and gets the client's
    /// frames through what it returns, one at a time and in order.
    Inbound connected(Outbound out);

    /// What comes from one client.
    interface Inbound {
        void frame(ClientFrame frame);

        /// The connection can take more again after [Outbound#writable] was false.
        void writableAgain();

        /// The connection is over. Called once, last.
        void closed();
    }

    /// What goes to one client. May be used from any thread; frames keep the order in which one
    /// thread sent them.
    interface Outbound {
        /// Queues a frame; ignored once the connection is over.
        void send(RelayFrame frame);

        /// Whether the client reads as fast as we send. While false, only answers are sent, no
        /// deliveries.
        boolean writable();

        /// Whether the client's next frames are taken. Switched off while a frame is handled, none
        /// comes after it until it is on again, and the client has to wait: the way to slow down one
        /// that asks faster than it can be served. The last call counts; calls come one at a time.
        void reading(boolean on);

        /// The other side's network address (of IPv6 the first 64 bits), for limits only: never
        /// stored, never logged.
        String peer();

        /// Sends what is queued, then ends the connection.
        void close();
    }
}
