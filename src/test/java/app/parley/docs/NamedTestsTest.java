package app.parley.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests that docs/THREATS.md names as showing a promise are there.
class NamedTestsTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));

    @Test
    void every_test_named_in_the_threats_exists() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher matcher = Pattern.compile("`(\\w+Test)`").matcher(Files.readString(PROJECT.resolve("docs/THREATS.md")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertFalse(named.isEmpty());
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src/test/java"))) {
            Set<String> there = files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
            named.removeAll(there);
        }
        assertEquals(Set.of(), named);
    }
}
