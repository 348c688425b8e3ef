package app.parley.net;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;

/// A client's connection to a relay, after TLS, pin and [RelayFrame.Welcome] were checked.
///
/// [#send] may be called from any thread; [#receive] from one at a time. Heartbeats are the
/// connection's own business: it pings a silent relay and ends with [SilentException] when
/// nothing comes back.
public interface Connection extends AutoCloseable {
    RelayFrame.Welcome welcome();

    /// Hands the frame to the system. A return does not mean that it arrived.
    void send(ClientFrame frame) throws IOException;

    /// Waits for the next frame; pongs are not shown.
    ///
    /// @throws IOException once the connection is over, whoever ended it
    RelayFrame receive() throws IOException;

    /// Ends the connection; a waiting [#receive] throws. Idempotent.
    @Override
    void close();
}
