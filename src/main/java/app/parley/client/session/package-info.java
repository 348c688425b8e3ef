/// Manifests, sessions and repair: from a message to envelopes and back.
@NullMarked
package app.parley.client.session;

import org.jspecify.annotations.NullMarked;
