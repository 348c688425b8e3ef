package app.parley.app;

import app.parley.app.update.Statement.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A list of SHA-256 sums as `sha256sum` writes it, and the files that it is about, beside it.
final class Sums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([A-Za-z0-9][A-Za-z0-9._+~-]{0,99})");

    private Sums() {}

    private record Line(String sha256, String name) {}

    private static List<Line> lines(Path sums, byte[] list) throws Failure {
        List<Line> lines = new ArrayList<>();
        for (String line : new String(list, StandardCharsets.UTF_8).split("\n")) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw Failure.because(sums + " is no list of SHA-256 sums, or names a file elsewhere.");
            }
            lines.add(new Line(parts.group(1), parts.group(2)));
        }
        return lines;
    }

    /// Compares the files that are there.
    ///
    /// @return their names
    /// @throws Failure if one differs, or none is there
    static List<String> check(Path sums, byte[] list) throws Failure {
        List<String> there = new ArrayList<>();
        for (Line line : lines(sums, list)) {
            Path file = sums.resolveSibling(line.name());
            if (Files.exists(file)) {
                if (!ReleaseCommand.sha256(file).equals(line.sha256())) {
                    throw Failure.because(
                            file + " is not the file in " + sums + ". Do not install it; delete it, and get it again.");
                }
                there.add(line.name());
            }
        }
        if (there.isEmpty()) {
            throw Failure.because("None of the files in " + sums + " lies beside it, so there is nothing to compare.");
        }
        return there;
    }

    /// What a statement says of the files, all of which must be there.
    static List<Release> releases(Path sums, byte[] list) throws Failure {
        check(sums, list);
        List<Release> all = new ArrayList<>();
        for (Line line : lines(sums, list)) {
            try {
                all.add(new Release(line.name(), Files.size(sums.resolveSibling(line.name())), line.sha256()));
            } catch (IOException e) {
                throw Failure.because("The file " + line.name() + " of " + sums + " cannot be read.");
            }
        }
        return all;
    }
}
