/// The frames between a client and its relay, byte for byte (PROTOCOL.md §7).
@NullMarked
package app.parley.protocol.wire;

import org.jspecify.annotations.NullMarked;
