/// The one thread that owns the state, and the transactions it runs.
@NullMarked
package app.parley.client.core;

import org.jspecify.annotations.NullMarked;
