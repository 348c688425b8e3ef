package app.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            for (int run = 0; run < Integer.getInteger("bench.runs", RUNS); run++) {
                run(build, folder, samples);
            }
        }
        return samples.entrySet().stream()
                .map(one -> Figure.median(
                        one.getKey(),
                        one.getKey().substring(one.getKey().lastIndexOf('_') + 1),
                        one.getValue().stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
    }

    private static void run(Path build, Path folder, Map<String, List<Double>> samples) throws Exception {
        Process process = new ProcessBuilder(command(build, folder))
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

    private static List<String> command(Path build, Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> options = Stream.of(System.getProperty("bench.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        return Stream.of(List.of(java), options, started(build, folder))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> started(Path build, Path folder) {
        return List.of(
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-XX:MetaspaceSize=64m",
                "-Xshare:auto",
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
                build.resolve("classes") + ":" + build.resolve("lib") + "/*:" + build.resolve("test-classes"),
                "app.parley.bench.WindowRun",
                folder.toString());
    }
}
