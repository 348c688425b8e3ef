package app.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How quick the window is: each run is a process of its own, started as `./parley` starts it, on a profile with 50
/// conversations and 1,000,000 messages, 100,000 of them in one conversation. JavaFX draws without a screen.
final class WindowBench {
    private static final int RUNS = 3;

    private WindowBench() {}

    static List<Figure> measure(Path build) throws Exception {
        // Making the profile takes minutes: one that stays is for whoever looks for what is slow.
        String kept = System.getProperty("bench.profile", "");
        Path folder = kept.isEmpty()
                ? Files.createTempDirectory("parley-bench-window")
                : Files.createDirectories(Path.of(kept).toAbsolutePath());
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        try (FullProfile profile = FullProfile.in(folder, Integer.getInteger("bench.messages", 1_000_000))) {
            Path ahead = trained(build, folder);
            for (int run = 0; run < Integer.getInteger("bench.runs", RUNS); run++) {
                run(plain(build, folder), folder, samples);
                run(installed(ahead, build, folder), folder, samples);
            }
        }
        return samples.entrySet().stream()
                .map(one -> Figure.median(
                        one.getKey(),
                        one.getKey().substring(one.getKey().lastIndexOf('_') + 1),
                        one.getValue().stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
    }

    /// As it is when installed: what was loaded and linked once lies ready in a file, made in a run of its own with
    /// the same options. That needs archives instead of folders.
    private static Path trained(Path build, Path folder) throws Exception {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        for (String part : List.of("classes", "test-classes")) {
            jar.run(
                    System.out,
                    System.err,
                    "--create",
                    "--file",
                    folder.resolve(part + ".jar").toString(),
                    "-C",
                    build.resolve(part).toString(),
                    ".");
        }
        Path cache = folder.resolve("parley.aot");
        run(
                started(build, archives(build, folder), List.of("-XX:AOTCacheOutput=" + cache), folder, "all"),
                folder,
                new LinkedHashMap<>());
        return cache;
    }

    private static String archives(Path build, Path folder) throws IOException {
        try (Stream<Path> libraries = Files.list(build.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(folder.resolve("classes.jar"), folder.resolve("test-classes.jar")),
                            libraries.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static List<String> installed(Path cache, Path build, Path folder) throws IOException {
        return started(
                build,
                archives(build, folder),
                List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-Xlog:aot=off,cds=off"),
                folder,
                "all");
    }

    /// As `./parley` starts it, from the classes as they were compiled.
    private static List<String> plain(Path build, Path folder) {
        String path =
                build.resolve("classes") + ":" + build.resolve("test-classes") + ":" + build.resolve("lib") + "/*";
        return started(build, path, List.of(), folder, "start");
    }

    private static void run(List<String> command, Path folder, Map<String, List<Double>> samples) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr.log").toFile())
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ");
                if (parts.length == 3 && parts[0].equals("figure")) {
                    samples.computeIfAbsent(parts[1], name -> new ArrayList<>()).add(Double.parseDouble(parts[2]));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the window failed: "
                    + Files.readString(folder.resolve("stderr.log"))
                            .lines()
                            .limit(20)
                            .toList());
        }
    }

    /// @param what see [WindowRun]
    private static List<String> started(Path build, String classPath, List<String> options, Path folder, String what) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> more = Stream.of(System.getProperty("bench.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        List<String> usual = List.of(
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-XX:MetaspaceSize=64m",
                "-XX:-UsePerfData",
                "--sun-misc-unsafe-memory-access=allow",
                "--module-path",
                build.resolve("javafx").toString(),
                "--add-modules",
                "javafx.controls,javafx.fxml,javafx.swing",
                "--add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-cp",
                classPath,
                "app.parley.bench.WindowRun",
                folder.toString(),
                what);
        return Stream.of(List.of(java), options, more, usual)
                .flatMap(List::stream)
                .toList();
    }
}
