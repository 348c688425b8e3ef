package app.parley.client.scan;

import app.parley.client.Picture;
import app.parley.client.Scan.Verdict;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads picture files that anybody may have made. Octets and pixels are bounded before anything
/// is decoded, metadata is not read at all, and a large photo is thinned out while it is read.
final class PictureFile {
    private static final int MOST_OCTETS = 32 << 20;
    private static final int LONGEST_SIDE = 20_000;
    /// What is kept of a large photo: enough for a code that fills a fifth of it.
    private static final int KEPT_PIXELS = 8_000_000;

    private static final Set<String> KINDS = Set.of("png", "jpeg", "gif", "bmp");

    private PictureFile() {}

    /// Why there are no pixels.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Verdict verdict;

        UnusableException(Verdict verdict) {
            super(verdict.name());
            this.verdict = verdict;
        }

        Verdict verdict() {
            return verdict;
        }
    }

    static Picture.Pixels read(Path path) throws UnusableException {
        byte[] octets;
        try (InputStream in = Files.newInputStream(path)) {
            octets = in.readNBytes(MOST_OCTETS + 1);
        } catch (IOException | SecurityException e) {
            throw new UnusableException(Verdict.NOT_READABLE);
        }
        if (octets.length > MOST_OCTETS) {
            throw new UnusableException(Verdict.TOO_LARGE);
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(octets))) {
            return decode(in);
        } catch (IOException | RuntimeException e) {
            // The readers meet damage with all kinds of unchecked exceptions.
            throw new UnusableException(Verdict.NOT_A_PICTURE);
        }
    }

    private static Picture.Pixels decode(ImageInputStream in) throws IOException, UnusableException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new UnusableException(Verdict.NOT_A_PICTURE);
        }
        ImageReader reader = readers.next();
        try {
            if (!KINDS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                throw new UnusableException(Verdict.NOT_A_PICTURE);
            }
            reader.setInput(in, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > Picture.Pixels.MOST) {
                throw new UnusableException(Verdict.TOO_LARGE);
            }
            int thin = (int) Math.ceil(Math.sqrt((double) width * height / KEPT_PIXELS));
            ImageReadParam wanted = reader.getDefaultReadParam();
            wanted.setSourceSubsampling(Math.max(1, thin), Math.max(1, thin), 0, 0);
            return pixels(reader.read(0, wanted));
        } finally {
            reader.dispose();
        }
    }

    private static Picture.Pixels pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Picture.Pixels(width, height, image.getRGB(0, 0, width, height, new int[width * height], 0, width));
    }
}
