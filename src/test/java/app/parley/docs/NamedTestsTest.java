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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tests that the documents name as showing a promise are there.
class NamedTestsTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));

    @ParameterizedTest
    @ValueSource(strings = {"docs/THREATS.md", "docs/interface.md", "docs/relay.md"})
    void every_test_that_is_named_exists(String document) throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher matcher = Pattern.compile("`(\\w+Test)`").matcher(Files.readString(PROJECT.resolve(document)));
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
