import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/// Parley's sign in the formats of all systems: `parley.png` (512 pixels), `parley-N.png`, `parley.ico`, `parley.icns`.
/// The window draws the same one from a font (`ui.shell.AppIcon`).
final class Icons {
    private static final Color GROUND = new Color(0x3A47AB);
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256, 512, 1024};
    /// Sizes that icns knows, with their names there.
    private static final Map<Integer, String> ICNS = new LinkedHashMap<>();

    static {
        ICNS.put(16, "icp4");
        ICNS.put(32, "icp5");
        ICNS.put(64, "icp6");
        ICNS.put(128, "ic07");
        ICNS.put(256, "ic08");
        ICNS.put(512, "ic09");
        ICNS.put(1024, "ic10");
    }

    private Icons() {}

    static void write(Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Files.createDirectories(folder);
        Map<Integer, byte[]> pictures = new LinkedHashMap<>();
        for (int size : SIZES) {
            pictures.put(size, png(size));
            Files.write(folder.resolve("parley-" + size + ".png"), pictures.get(size));
        }
        Files.write(folder.resolve("parley.png"), pictures.get(512));
        Files.write(folder.resolve("parley.ico"), ico(pictures));
        Files.write(folder.resolve("parley.icns"), icns(pictures));
    }

    private static byte[] png(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.transform(AffineTransform.getScaleInstance(size / 64.0, size / 64.0));
        g.setColor(GROUND);
        g.fill(new RoundRectangle2D.Double(2, 2, 60, 60, 30, 30));
        g.setColor(Color.WHITE);
        Area front = bubble(14, 15, 29, 22);
        Area behind = new Area(new RoundRectangle2D.Double(21, 24, 29, 20, 6, 6));
        Path2D tail = new Path2D.Double();
        tail.moveTo(50, 38);
        tail.lineTo(50, 51);
        tail.lineTo(42, 43);
        tail.closePath();
        behind.add(new Area(tail));
        behind.subtract(new Area(new RoundRectangle2D.Double(11, 12, 35, 28, 9, 9)));
        g.fill(front);
        g.fill(behind);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static Area bubble(double x, double y, double width, double height) {
        Area bubble = new Area(new RoundRectangle2D.Double(x, y, width, height, 6, 6));
        Path2D tail = new Path2D.Double();
        tail.moveTo(x, y + height - 6);
        tail.lineTo(x, y + height + 7);
        tail.lineTo(x + 8, y + height - 1);
        tail.closePath();
        bubble.add(new Area(tail));
        return bubble;
    }

    /// Pictures up to 256 pixels, as PNG (Windows Vista and later).
    private static byte[] ico(Map<Integer, byte[]> pictures) throws IOException {
        var chosen = pictures.entrySet().stream().filter(each -> each.getKey() <= 256).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(shorts(0, 1, chosen.size()));
        int offset = 6 + 16 * chosen.size();
        for (var each : chosen) {
            int size = each.getKey() % 256;
            out.write(new byte[] {(byte) size, (byte) size, 0, 0});
            out.write(shorts(1, 32));
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(each.getValue().length)
                    .putInt(offset)
                    .array());
            offset += each.getValue().length;
        }
        for (var each : chosen) {
            out.write(each.getValue());
        }
        return out.toByteArray();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer octets = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            octets.putShort((short) value);
        }
        return octets.array();
    }

    private static byte[] icns(Map<Integer, byte[]> pictures) throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        DataOutputStream part = new DataOutputStream(parts);
        for (var each : ICNS.entrySet()) {
            byte[] picture = pictures.get(each.getKey());
            part.writeBytes(each.getValue());
            part.writeInt(8 + picture.length);
            part.write(picture);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        out.writeBytes("icns");
        out.writeInt(8 + parts.size());
        out.write(parts.toByteArray());
        return all.toByteArray();
    }
}
