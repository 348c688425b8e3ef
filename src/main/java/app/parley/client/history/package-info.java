/// The encrypted database: people, conversations, messages.
@NullMarked
package app.parley.client.history;

import org.jspecify.annotations.NullMarked;
