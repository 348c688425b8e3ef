/// Links in messages: where they are, and where they really lead.
@NullMarked
package app.parley.ui.link;

import org.jspecify.annotations.NullMarked;
