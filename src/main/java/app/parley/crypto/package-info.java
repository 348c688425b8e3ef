/// Bytes and public keys in, bytes out: hashes, MACs, signatures to check, safety numbers.
@NullMarked
package app.parley.crypto;

import org.jspecify.annotations.NullMarked;
