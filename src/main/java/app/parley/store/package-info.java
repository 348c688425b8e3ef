/// The storage engine: open, migrate, transaction, encryption at rest. It knows no domain.
@NullMarked
package app.parley.store;

import org.jspecify.annotations.NullMarked;
