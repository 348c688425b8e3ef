package app.parley.client;

import java.nio.file.Path;

/// A picture that may show a QR code.
public sealed interface Picture {
    /// A file: PNG, JPEG, GIF or BMP. It is read, within bounds, by whoever looks at the picture.
    record File(Path path) implements Picture {}

    /// A picture that is in memory already, such as one from the clipboard.
    ///
    /// @param argb `width * height` pixels, row by row from the top, as `0xAARRGGBB`; the array
    ///     is handed over
    record Pixels(int width, int height, int[] argb) implements Picture {
        /// More pixels than this are refused before they are looked at.
        public static final int MOST = 50_000_000;

        public Pixels {
            if (width < 1 || height < 1 || (long) width * height != argb.length) {
                throw new IllegalArgumentException("a picture has width times height pixels");
            }
        }

        @Override
        public String toString() {
            return "Pixels[" + width + "x" + height + "]";
        }
    }
}
