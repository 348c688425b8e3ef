package app.parley.client.scan;

import app.parley.client.Picture;
import app.parley.client.Scan.Verdict;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// QR codes that hold octets, in byte mode.
public final class QrPicture {
    private static final int QUIET_ZONE = 4;
    /// Pixels of pictures that are also looked at enlarged.
    private static final int SMALL = 250_000;

    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "ISO-8859-1");

    private QrPicture() {}

    /// What a picture holds: codes, or why there are none.
    public sealed interface Found {
        /// @param contents of all codes that can be read, at least one
        record Codes(List<byte[]> contents) implements Found {}

        record Unusable(Verdict verdict) implements Found {}
    }

    /// The PNG of a code, black on white with a quiet zone.
    ///
    /// @param side the least width and height in pixels
    public static byte[] png(byte[] octets, int side) {
        Map<EncodeHintType, Object> hints =
                Map.of(EncodeHintType.MARGIN, QUIET_ZONE, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            BitMatrix bits = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side, hints);
            BufferedImage image = new BufferedImage(bits.getWidth(), bits.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < bits.getHeight(); y++) {
                for (int x = 0; x < bits.getWidth(); x++) {
                    image.setRGB(x, y, bits.get(x, y) ? 0xff000000 : 0xffffffff);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the codes in a picture, however it is turned, mirrored or inverted.
    public static Found read(Picture picture) {
        Picture.Pixels pixels;
        try {
            pixels = switch (picture) {
                case Picture.File(var path) -> PictureFile.read(path);
                case Picture.Pixels given -> bounded(given);
            };
        } catch (PictureFile.UnusableException e) {
            return new Found.Unusable(e.verdict());
        }
        onWhite(pixels.argb());
        for (Picture.Pixels size : List.of(pixels, halved(pixels), doubled(pixels))) {
            List<byte[]> codes = codes(new RGBLuminanceSource(size.width(), size.height(), size.argb()));
            if (!codes.isEmpty()) {
                return new Found.Codes(codes);
            }
        }
        return new Found.Unusable(Verdict.NO_CODE);
    }

    private static Picture.Pixels bounded(Picture.Pixels given) throws PictureFile.UnusableException {
        if (given.argb().length > Picture.Pixels.MOST) {
            throw new PictureFile.UnusableException(Verdict.TOO_LARGE);
        }
        return given;
    }

    private static List<byte[]> codes(LuminanceSource source) {
        for (LuminanceSource way : List.of(source, source.invert())) {
            for (Binarizer binarizer : List.of(new HybridBinarizer(way), new GlobalHistogramBinarizer(way))) {
                List<byte[]> codes = codes(new BinaryBitmap(binarizer));
                if (!codes.isEmpty()) {
                    return codes;
                }
            }
        }
        return List.of();
    }

    private static List<byte[]> codes(BinaryBitmap bitmap) {
        List<Result> results = new ArrayList<>();
        try {
            results.addAll(List.of(new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)));
        } catch (NotFoundException e) {
            one(bitmap).ifPresent(results::add);
        } catch (RuntimeException e) {
            // ZXing indexes out of bounds on some pictures that hold half a code.
            return List.of();
        }
        return results.stream().map(QrPicture::octets).toList();
    }

    private static Optional<Result> one(BinaryBitmap bitmap) {
        try {
            return Optional.of(new QRCodeReader().decode(bitmap, HINTS));
        } catch (ReaderException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// The octets of the byte segments as they stand; for other codes, their text.
    private static byte[] octets(Result result) {
        Object segments = result.getResultMetadata() == null
                ? null
                : result.getResultMetadata().get(ResultMetadataType.BYTE_SEGMENTS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (segments instanceof List<?> list) {
            for (Object segment : list) {
                if (segment instanceof byte[] bytes) {
                    out.writeBytes(bytes);
                }
            }
        }
        return out.size() > 0 ? out.toByteArray() : result.getText().getBytes(StandardCharsets.UTF_8);
    }

    /// Transparent pixels show the white that the code was meant to stand on.
    private static void onWhite(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            if (alpha != 0xff) {
                argb[i] = 0xff000000
                        | over(argb[i] >> 16, alpha) << 16
                        | over(argb[i] >> 8, alpha) << 8
                        | over(argb[i], alpha);
            }
        }
    }

    private static int over(int colour, int alpha) {
        return ((colour & 0xff) * alpha + 0xff * (0xff - alpha)) / 0xff;
    }

    /// Half the width and height, each pixel the mean of four: takes the grain out of photos.
    private static Picture.Pixels halved(Picture.Pixels from) {
        int width = Math.max(1, from.width() / 2);
        int height = Math.max(1, from.height() / 2);
        int[] to = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[y * width + x] = mean(from, 2 * x, 2 * y);
            }
        }
        return new Picture.Pixels(width, height, to);
    }

    /// Small pictures twice as wide and high: one pixel a module is too little to find a code.
    private static Picture.Pixels doubled(Picture.Pixels from) {
        if (from.argb().length > SMALL) {
            return new Picture.Pixels(1, 1, new int[1]);
        }
        int width = 2 * from.width();
        int height = 2 * from.height();
        int[] to = new int[width * height];
        for (int i = 0; i < to.length; i++) {
            to[i] = from.argb()[i / width / 2 * from.width() + i % width / 2];
        }
        return new Picture.Pixels(width, height, to);
    }

    private static int mean(Picture.Pixels from, int x, int y) {
        int right = Math.min(x + 1, from.width() - 1);
        int below = Math.min(y + 1, from.height() - 1);
        int[] four = {
            from.argb()[y * from.width() + x],
            from.argb()[y * from.width() + right],
            from.argb()[below * from.width() + x],
            from.argb()[below * from.width() + right]
        };
        int grey = 0;
        for (int pixel : four) {
            grey += (pixel >> 16 & 0xff) + 2 * (pixel >> 8 & 0xff) + (pixel & 0xff);
        }
        return 0xff000000 | grey / 16 * 0x010101;
    }
}
