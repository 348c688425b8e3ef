package app.parley.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.parley.protocol.OctetWriter;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// One small QR code in the forms that pictures come in, the same octets on every machine.
final class SeedPictures {
    private static final BitMatrix CODE = code();

    private SeedPictures() {}

    private static BitMatrix code() {
        try {
            return new QRCodeWriter().encode("parley", BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalStateException("six letters do not fit", e);
        }
    }

    /// The width less one, then a bit for each pixel.
    static byte[] bits() {
        int width = CODE.getWidth();
        byte[] bits = new byte[1 + (width * CODE.getHeight() + 7) / 8];
        bits[0] = (byte) (width - 1);
        for (int i = 0; i < width * CODE.getHeight(); i++) {
            if (CODE.get(i % width, i / width)) {
                bits[1 + i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bits;
    }

    /// In a form whose writer is Java alone: `bmp` or `gif`.
    static byte[] file(String form) {
        BufferedImage image = new BufferedImage(CODE.getWidth(), CODE.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < CODE.getHeight(); y++) {
            for (int x = 0; x < CODE.getWidth(); x++) {
                image.setRGB(x, y, CODE.get(x, y) ? 0xff000000 : 0xffffffff);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, form, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// A PNG of 8-bit grey whose deflated part is stored: what compresses differs from machine to machine.
    static byte[] png() {
        OctetWriter rows = new OctetWriter();
        for (int y = 0; y < CODE.getHeight(); y++) {
            rows.u8(0);
            for (int x = 0; x < CODE.getWidth(); x++) {
                rows.u8(CODE.get(x, y) ? 0 : 0xff);
            }
        }
        byte[] raw = rows.toArray();
        Adler32 adler = new Adler32();
        adler.update(raw);
        byte[] header = new OctetWriter()
                .fixed(number(CODE.getWidth()))
                .fixed(number(CODE.getHeight()))
                .fixed(new byte[] {8, 0, 0, 0, 0})
                .toArray();
        byte[] stored = new OctetWriter()
                .fixed(new byte[] {0x78, 1, 1})
                .fixed(new byte[] {(byte) raw.length, (byte) (raw.length >> 8)})
                .fixed(new byte[] {(byte) ~raw.length, (byte) (~raw.length >> 8)})
                .fixed(raw)
                .fixed(number((int) adler.getValue()))
                .toArray();
        return new OctetWriter()
                .fixed(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .fixed(chunk("IHDR", header))
                .fixed(chunk("IDAT", stored))
                .fixed(chunk("IEND", new byte[0]))
                .toArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] named =
                new OctetWriter().fixed(name.getBytes(US_ASCII)).fixed(content).toArray();
        CRC32 crc = new CRC32();
        crc.update(named);
        return new OctetWriter()
                .fixed(number(content.length))
                .fixed(named)
                .fixed(number((int) crc.getValue()))
                .toArray();
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }
}
