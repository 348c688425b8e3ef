package app.parley.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Runs the benchmarks of one name, prints one table and writes `target/bench/NAME.json`, one object a line.
///
/// A further set of benchmarks is a class and a line in [#SETS].
public final class Bench {
    private static final Map<String, Measured> SETS = new TreeMap<>(Map.of(
            "crypto",
            build -> CryptoBench.measure(),
            "relay",
            RelayBench::measure,
            "store",
            build -> StoreBench.measure(),
            "window",
            WindowBench::measure));

    private Bench() {}

    /// A set of benchmarks.
    @FunctionalInterface
    interface Measured {
        /// Runs them all, which takes minutes.
        ///
        /// @param build the folder of what was compiled
        List<Figure> run(Path build) throws Exception;
    }

    /// Takes the name of a set and the build's folder.
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !SETS.containsKey(args[0])) {
            System.err.println("Say which benchmarks: -Dbench=" + String.join("|", SETS.keySet()));
            System.exit(2);
        }
        List<Figure> figures = SETS.get(args[0]).run(Path.of(args[1]));
        Path file = Files.createDirectories(Path.of(args[1], "bench")).resolve(args[0] + ".json");
        Files.write(file, figures.stream().map(Figure::json).toList());
        System.out.println(figures.stream().map(Figure::row).collect(Collectors.joining("\n")));
    }
}
