/// The connection to the relay, the outbox, and how both survive losses.
@NullMarked
package app.parley.client.sync;

import org.jspecify.annotations.NullMarked;
