/// One-time codes: made, counted, checked, handed to their owner by a gateway.
@NullMarked
package app.parley.relay.otp;

import org.jspecify.annotations.NullMarked;
