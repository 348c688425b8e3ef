/// The list of conversations and people.
@NullMarked
package app.parley.ui.contacts;

import org.jspecify.annotations.NullMarked;
