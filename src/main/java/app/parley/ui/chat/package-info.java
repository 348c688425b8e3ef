/// One conversation.
@NullMarked
package app.parley.ui.chat;

import org.jspecify.annotations.NullMarked;
