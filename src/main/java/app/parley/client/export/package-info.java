/// A signed conversation as files that anybody can read and check without a profile
/// (docs/export.md).
@NullMarked
package app.parley.client.export;

import org.jspecify.annotations.NullMarked;
