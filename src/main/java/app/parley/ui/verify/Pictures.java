package app.parley.ui.verify;

import app.parley.client.Picture;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;

/// Pictures that come by clipboard or are dropped.
final class Pictures {
    private Pictures() {}

    /// Whether there is something that may be a picture.
    static boolean in(Clipboard board) {
        return board.hasImage() || board.hasFiles();
    }

    /// The first file, or the picture itself; empty if there is neither.
    static Optional<Picture> take(Clipboard board) {
        if (board.hasFiles()) {
            return Optional.of(new Picture.File(board.getFiles().getFirst().toPath()));
        }
        return board.hasImage() ? of(board.getImage()) : Optional.empty();
    }

    /// The pixels of a picture in memory. One that is larger than what is looked at is cut off:
    /// the answer to it is the same.
    private static Optional<Picture> of(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        if (width < 1 || height < 1 || image.getPixelReader() == null) {
            return Optional.empty();
        }
        int rows = Math.min(height, Picture.Pixels.MOST / width + 1);
        int[] argb = new int[width * rows];
        image.getPixelReader().getPixels(0, 0, width, rows, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return Optional.of(new Picture.Pixels(width, rows, argb));
    }
}
