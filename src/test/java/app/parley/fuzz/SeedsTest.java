package app.parley.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.CryptoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
