/// Frames over pinned TLS 1.3, with heartbeat and reconnect; and the same in memory.
@NullMarked
package app.parley.net;

import org.jspecify.annotations.NullMarked;
