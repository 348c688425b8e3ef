/// QR codes of safety numbers as pictures: writing them, and finding them in pictures that anybody
/// may have made.
@NullMarked
package app.parley.client.scan;

import org.jspecify.annotations.NullMarked;
