package app.parley.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Picture;
import app.parley.client.RecoveryKit;
import app.parley.client.export.ExportReader;
import app.parley.client.scan.QrPicture;
import app.parley.crypto.CryptoException;
import app.parley.net.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The seeds beside the fuzz targets are what the code makes today.
class SeedsTest {
    private static final String COMMAND = "./mvnw test -Dtest=SeedsTest -Dseeds.write=true";
    private static final Path FOLDER = Path.of(System.getProperty("project.dir", "."), "src/test/resources/app/parley");

    @Test
    void the_seeds_in_the_repository_are_up_to_date() throws IOException, CryptoException {
        Map<String, byte[]> seeds = Seeds.all();
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Path file = FOLDER.resolve(seed.getKey());
            if (Boolean.getBoolean("seeds.write")) {
                Files.createDirectories(file.getParent());
                Files.write(file, seed.getValue());
            }
            assertTrue(Files.exists(file), seed.getKey() + " is missing: " + COMMAND);
            assertArrayEquals(seed.getValue(), Files.readAllBytes(file), seed.getKey() + " is old: " + COMMAND);
        }
    }

    /// From seeds that are refused at once the fuzzer would not get far.
    @Test
    void texts_and_pictures_among_the_seeds_are_well_formed() throws Exception {
        Map<String, byte[]> seeds = Seeds.all();
        String kits = "client/RecoveryKitFuzzTestInputs/typed_words/";
        for (String name : List.of("spaces", "numbered")) {
            RecoveryKit.Parsed parsed = RecoveryKit.parse(new String(seeds.get(kits + name), UTF_8));
            assertInstanceOf(RecoveryKit.Parsed.Ok.class, parsed, name);
        }
        String identity = new String(seeds.get("net/TlsIdentityFuzzTestInputs/key_file/whole"), UTF_8);
        assertTrue(TlsIdentity.parse(identity).isPresent());
        Path export = FOLDER.resolve("client/export/ExportReaderFuzzTestInputs/conversation/two_messages");
        assertEquals(2, ExportReader.read(export).entries().size());
        for (String form : List.of("bmp", "gif", "png")) {
            Path picture = FOLDER.resolve("client/scan/QrPictureFuzzTestInputs/picture_file/" + form);
            QrPicture.Found found = QrPicture.read(new Picture.File(picture));
            byte[] code = assertInstanceOf(QrPicture.Found.Codes.class, found, form)
                    .contents()
                    .getFirst();
            assertEquals("parley", new String(code, UTF_8));
        }
    }

    @Test
    void every_target_has_a_seed() throws CryptoException {
        Set<String> seeded = Seeds.all().keySet().stream()
                .map(path -> path.substring(0, path.lastIndexOf('/')).replace("Inputs/", "."))
                .map(path -> "app.parley." + path.replace('/', '.'))
                .collect(Collectors.toSet());
        Set<String> targets =
                Targets.all().stream().map(Targets.Target::toString).collect(Collectors.toSet());
        assertEquals(targets, seeded);
    }
}
