/// The storage engine under the client: open, migrate, transaction, encryption at rest.
@NullMarked
package app.parley.store;

import org.jspecify.annotations.NullMarked;
