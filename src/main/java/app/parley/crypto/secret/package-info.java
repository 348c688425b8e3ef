/// Everything that holds a private or symmetric key: identity, handshake, ratchet.
@NullMarked
package app.parley.crypto.secret;

import org.jspecify.annotations.NullMarked;
