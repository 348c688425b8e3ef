/// What is sealed inside envelopes, and the signed structures that the relay only carries
/// (PROTOCOL.md §2 to §4).
@NullMarked
package app.parley.protocol.content;

import org.jspecify.annotations.NullMarked;
