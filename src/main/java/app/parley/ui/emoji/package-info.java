/// Emoji as pictures: which there are, what they are called, and texts that show them.
@NullMarked
package app.parley.ui.emoji;

import org.jspecify.annotations.NullMarked;
