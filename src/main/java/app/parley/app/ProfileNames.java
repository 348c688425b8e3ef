package app.parley.app;

import app.parley.ui.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// [Profiles] as folders: the first one is the data folder itself, others lie in `profiles/NAME` in it
/// and are data folders of their own, each with its lock and its window.
///
/// @param root the first one
record ProfileNames(DataFolder root) implements Profiles {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} -]{0,30}[\\p{L}\\p{M}\\p{N}])?");
    /// Names of devices, which Windows lets nobody use for a folder.
    private static final Pattern DEVICE = Pattern.compile("(?i)con|prn|aux|nul|(com|lpt)\\d");

    private Path folder() {
        return root.root().resolve("profiles");
    }

    @Override
    public List<String> names() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .toList();
        }
    }

    @Override
    public String make(String typed) throws NameException, IOException {
        String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (!NAME.matcher(name).matches() || DEVICE.matcher(name).matches()) {
            throw new NameException(NameException.Why.MALFORMED);
        }
        if (find(name).isPresent()) {
            throw new NameException(NameException.Why.TAKEN);
        }
        PrivateFile.makeFolder(folder().resolve(name));
        return name;
    }

    /// The data folder of a profile, in whatever capitals it was typed; empty if there is none.
    Optional<DataFolder> find(String typed) throws IOException {
        String wanted = folded(typed.strip());
        return names().stream()
                .filter(name -> folded(name).equals(wanted))
                .findFirst()
                .map(name -> new DataFolder(folder().resolve(name)));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
