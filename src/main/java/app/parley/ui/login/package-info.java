/// From the first start to a signed-in profile.
@NullMarked
package app.parley.ui.login;

import org.jspecify.annotations.NullMarked;
