/// What runs beside the window: the connection, slow key work, and the client's state as
/// properties.
@NullMarked
package app.parley.ui.service;

import org.jspecify.annotations.NullMarked;
