package app.parley.client.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Picture;
import app.parley.client.Scan.Verdict;
import app.parley.client.scan.Comparison.Side;
import app.parley.client.session.Identities;
import app.parley.protocol.Octets;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures of QR codes as people make them, and as nobody should.
class ComparisonTest {
    private static final Side ALICE = side(1);
    private static final Side BOB = side(2);
    private static final Side CAROL = side(3);
    private static final byte[] BOBS = Comparison.number(BOB, ALICE).qr();

    @TempDir
    Path folder;

    private static Side side(int seed) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) seed);
        return new Side(Identities.account(Octets.of(key)), Octets.of(key));
    }

    private static Verdict aliceLooksAt(Picture picture) {
        return new Comparison(ALICE, BOB, List.of(CAROL)).with(picture).verdict();
    }

    private static BufferedImage image(byte[] code, int side) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(QrPicture.png(code, side)));
    }

    private static Picture.Pixels pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Picture.Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /// A larger picture with `code` somewhere in it.
    private static BufferedImage photo(BufferedImage code, AffineTransform how) {
        BufferedImage photo = new BufferedImage(900, 800, BufferedImage.TYPE_INT_RGB);
        Graphics2D on = photo.createGraphics();
        on.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        on.setColor(new Color(186, 174, 160));
        on.fillRect(0, 0, 900, 800);
        on.drawImage(code, how, null);
        on.dispose();
        return photo;
    }

    private Picture.File file(String name, byte[] bytes) throws IOException {
        return new Picture.File(Files.write(folder.resolve(name), bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 82, 123, 208, 500, 1200, 3000})
    void a_code_written_here_is_read_back_at_any_size(int side) throws Exception {
        assertEquals(Verdict.SAME, aliceLooksAt(file("bob.png", QrPicture.png(BOBS, side))));
    }

    @Test
    void any_octets_come_back_as_they_were() throws Exception {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        QrPicture.Found found = QrPicture.read(file("octets.png", QrPicture.png(octets, 400)));
        assertArrayEquals(
                octets,
                assertInstanceOf(QrPicture.Found.Codes.class, found).contents().getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 45, 90, 133, 180, 270, 301})
    void a_turned_code_is_read(int degrees) throws Exception {
        AffineTransform how = AffineTransform.getTranslateInstance(450, 400);
        how.rotate(Math.toRadians(degrees));
        how.translate(-205, -205);
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(photo(image(BOBS, 410), how))));
    }

    @Test
    void a_slanted_blurred_and_grainy_photo_on_a_dim_table_is_read() throws Exception {
        AffineTransform how = AffineTransform.getTranslateInstance(180, 130);
        how.rotate(0.2);
        how.shear(0.12, -0.06);
        BufferedImage photo = photo(image(BOBS, 430), how);
        float[] ninth = new float[9];
        Arrays.fill(ninth, 1f / 9);
        photo = new ConvolveOp(new Kernel(3, 3, ninth)).filter(photo, null);
        Random grain = new Random(5);
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                int light = (photo.getRGB(x, y) & 0xff) * (60 + x / 30) / 100 + grain.nextInt(24);
                photo.setRGB(x, y, Math.clamp(light, 0, 255) * 0x010101);
            }
        }
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(photo)));
    }

    @Test
    void a_photo_taken_from_the_side_is_read() throws Exception {
        BufferedImage code = image(BOBS, 600);
        BufferedImage seen = new BufferedImage(700, 700, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 700; y++) {
            for (int x = 0; x < 700; x++) {
                // A plane seen at an angle: further up is further away.
                double near = 1 - 0.0004 * (700 - y);
                double fromX = 300 + (x - 350) * 0.85 / near;
                double fromY = 640 - (700 - y) * 0.9 / near;
                boolean inside = fromX >= 0 && fromX < 600 && fromY >= 0 && fromY < 600;
                seen.setRGB(x, y, inside ? code.getRGB((int) fromX, (int) fromY) : 0xffc8c0b4);
            }
        }
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(seen)));
    }

    @Test
    void mirrored_inverted_and_transparent_codes_are_read() throws Exception {
        AffineTransform mirror = AffineTransform.getTranslateInstance(650, 200);
        mirror.scale(-1, 1);
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(photo(image(BOBS, 410), mirror))));

        BufferedImage code = image(BOBS, 410);
        BufferedImage inverted = new BufferedImage(410, 410, BufferedImage.TYPE_INT_ARGB);
        BufferedImage clear = new BufferedImage(410, 410, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 410; y++) {
            for (int x = 0; x < 410; x++) {
                boolean dark = (code.getRGB(x, y) & 0xff) < 128;
                inverted.setRGB(x, y, dark ? 0xffffffff : 0xff000000);
                clear.setRGB(x, y, dark ? 0xff000000 : 0);
            }
        }
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(inverted)));
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(clear)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void every_common_kind_of_file_is_read(String kind) throws Exception {
        BufferedImage rgb = new BufferedImage(410, 410, BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image(BOBS, 410), 0, 0, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(rgb, kind, out));
        assertEquals(Verdict.SAME, aliceLooksAt(file("bob." + kind, out.toByteArray())));
    }

    @Test
    void a_code_with_another_key_on_either_side_differs() throws Exception {
        Side mallory = side(9);
        for (byte[] code : List.of(
                Comparison.number(mallory, ALICE).qr(),
                Comparison.number(BOB, mallory).qr(),
                Comparison.number(mallory, side(10)).qr())) {
            assertEquals(Verdict.DIFFERS, aliceLooksAt(file("code.png", QrPicture.png(code, 200))));
        }
        for (int at : new int[] {6, 20, 37, 42, 73}) {
            byte[] changed = BOBS.clone();
            changed[at] ^= 1;
            assertEquals(Verdict.DIFFERS, aliceLooksAt(file("code.png", QrPicture.png(changed, 200))));
        }
    }

    @Test
    void a_code_of_another_conversation_is_told_from_a_wrong_one() throws Exception {
        for (byte[] code : List.of(
                Comparison.number(CAROL, ALICE).qr(),
                Comparison.number(BOB, CAROL).qr())) {
            Comparison.Outcome outcome = new Comparison(ALICE, BOB, List.of(side(7), CAROL))
                    .with(file("code.png", QrPicture.png(code, 200)));
            assertEquals(new Comparison.Outcome(Verdict.OTHER_CONVERSATION, Optional.of(CAROL.account())), outcome);
        }
    }

    @Test
    void the_own_code_and_codes_of_other_things_are_told() throws Exception {
        assertEquals(
                Verdict.OWN_CODE,
                aliceLooksAt(file(
                        "a.png", QrPicture.png(Comparison.number(ALICE, BOB).qr(), 200))));
        for (String other : List.of("https://example.org", "12345", "HELLO", "parley://join/AAAA", "שלום")) {
            byte[] text = other.getBytes(StandardCharsets.UTF_8);
            assertEquals(Verdict.NOT_A_SAFETY_NUMBER, aliceLooksAt(file("b.png", QrPicture.png(text, 200))), other);
        }
        byte[] later = BOBS.clone();
        later[1] = 2;
        assertEquals(Verdict.NOT_A_SAFETY_NUMBER, aliceLooksAt(file("c.png", QrPicture.png(later, 200))));
    }

    @Test
    void of_several_codes_in_one_picture_the_right_one_counts() throws Exception {
        BufferedImage both = new BufferedImage(900, 450, BufferedImage.TYPE_INT_RGB);
        both.createGraphics()
                .drawImage(image("https://example.org".getBytes(StandardCharsets.UTF_8), 410), 10, 10, null);
        both.createGraphics().drawImage(image(BOBS, 410), 460, 10, null);
        assertEquals(Verdict.SAME, aliceLooksAt(pixels(both)));
    }

    @Test
    void a_picture_without_a_code_has_none() {
        BufferedImage grain = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            grain.setRGB(i % 500, i / 500, random.nextInt());
        }
        assertEquals(Verdict.NO_CODE, aliceLooksAt(pixels(grain)));
        assertEquals(Verdict.NO_CODE, aliceLooksAt(new Picture.Pixels(1, 1, new int[1])));
        assertEquals(Verdict.NO_CODE, aliceLooksAt(new Picture.Pixels(1, 5000, new int[5000])));
    }

    @Test
    void what_is_no_picture_or_cannot_be_read_is_told() throws Exception {
        assertEquals(Verdict.NOT_A_PICTURE, aliceLooksAt(file("empty.png", new byte[0])));
        assertEquals(
                Verdict.NOT_A_PICTURE,
                aliceLooksAt(file("text.png", "not a picture".getBytes(StandardCharsets.UTF_8))));
        assertEquals(
                Verdict.NOT_A_PICTURE,
                aliceLooksAt(file("page.svg", "<svg><image href='http://x'/></svg>".getBytes(StandardCharsets.UTF_8))));
        assertEquals(Verdict.NOT_READABLE, aliceLooksAt(new Picture.File(folder.resolve("absent.png"))));
        assertEquals(Verdict.NOT_READABLE, aliceLooksAt(new Picture.File(folder)));
    }

    @Test
    void a_picture_cut_off_or_damaged_anywhere_ends_in_a_verdict() throws Exception {
        byte[] whole = QrPicture.png(BOBS, 200);
        for (int length = 0; length < whole.length; length += 3) {
            aliceLooksAt(file("cut.png", Arrays.copyOf(whole, length)));
        }
        BufferedImage rgb = new BufferedImage(410, 410, BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image(BOBS, 410), 0, 0, null);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(rgb, "jpg", jpeg));
        Random random = new Random(11);
        for (byte[] good : List.of(whole, jpeg.toByteArray())) {
            for (int round = 0; round < 150; round++) {
                byte[] damaged = good.clone();
                for (int i = 0; i < 4; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                aliceLooksAt(file("damaged", damaged));
            }
        }
    }

    @Test
    void a_header_that_promises_billions_of_pixels_allocates_nothing() throws Exception {
        for (int[] size : new int[][] {{65_535, 65_535}, {2_000_000_000, 1}, {1, 2_000_000_000}, {20_000, 20_000}}) {
            Picture.File bomb = file("bomb.png", png(size[0], size[1], new byte[100]));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals(Verdict.TOO_LARGE, aliceLooksAt(bomb)));
        }
    }

    @Test
    void a_file_without_end_is_given_up() throws Exception {
        byte[] much = Arrays.copyOf(QrPicture.png(BOBS, 200), (32 << 20) + 1);
        assertEquals(Verdict.TOO_LARGE, aliceLooksAt(file("much.png", much)));
        Path endless = Path.of("/dev/zero");
        if (Files.exists(endless)) {
            assertEquals(Verdict.TOO_LARGE, aliceLooksAt(new Picture.File(endless)));
        }
    }

    @Test
    void a_photo_of_forty_megapixels_is_thinned_out_and_read() throws Exception {
        BufferedImage large = new BufferedImage(8000, 5000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D on = large.createGraphics();
        on.setColor(Color.LIGHT_GRAY);
        on.fillRect(0, 0, 8000, 5000);
        on.drawImage(image(BOBS, 410), 3000, 1500, 1600, 1600, null);
        on.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(large, "png", out);
        assertEquals(Verdict.SAME, aliceLooksAt(file("large.png", out.toByteArray())));
    }

    /// A PNG whose header says what it likes.
    private static byte[] png(int width, int height, byte[] data) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(data);
        }
        chunk(out, "IDAT", deflated.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
