package app.parley.client.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.parley.client.Picture;
import app.parley.client.Scan.Verdict;
import app.parley.fuzz.Canonical;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Pictures that somebody sent.
class QrPictureFuzzTest {
    private static final int WIDEST = 64;

    @TempDir
    Path folder;

    /// One octet for the width, then one bit a pixel.
    @FuzzTest
    void pixels(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int width = 1 + Math.floorMod(data[0], WIDEST);
        int height = Math.max(1, Math.min(WIDEST, 8 * (data.length - 1) / width));
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int octet = 1 + i / 8;
            boolean black = octet < data.length && (data[octet] >> i % 8 & 1) != 0;
            argb[i] = black ? 0xff000000 : 0xffffffff;
        }
        switch (QrPicture.read(new Picture.Pixels(width, height, argb))) {
            case QrPicture.Found.Codes(var contents) -> assertFalse(contents.isEmpty());
            case QrPicture.Found.Unusable(Verdict verdict) -> assertEquals(Verdict.NO_CODE, verdict);
        }
    }

    /// Any file is a picture of bounded size, or is refused in the one way there is.
    @FuzzTest
    void picture_file(byte[] data) throws IOException {
        Path file = Files.write(folder.resolve("picture"), data);
        Canonical.decoded(data, PictureFile.UnusableException.class, bytes -> PictureFile.read(file))
                .ifPresent(picture -> assertFalse(picture.argb().length > Picture.Pixels.MOST));
    }
}
