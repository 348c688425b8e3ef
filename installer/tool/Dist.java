import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes what people install, from what Maven has built in `target`: an application with a run time of its own, and
/// from that the packages of this system. `linux/build`, `macos/build` and `windows/build.ps1` call it.
///
/// Arguments: the version, then the kinds wanted: `app` (the application alone, in an archive) or any that jpackage
/// knows here. Everything lies in `target/dist` afterwards, with `SHA256SUMS`; `target/package` holds the steps.
public final class Dist {
    private Dist() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("java Dist.java VERSION KIND…");
            System.exit(2);
        }
        String version = args[0];
        List<String> kinds = Arrays.asList(args).subList(1, args.length);
        Path project = Path.of("").toAbsolutePath();
        Work work = new Work(project, Work.System.ofThis(), version);
        Work.empty(work.steps());
        Work.empty(work.results());
        Icons.write(work.steps().resolve("icons"));
        new Jars(work).stage();
        Path image = new Image(work).make();
        for (String kind : kinds) {
            new Packages(work, image).make(kind);
        }
        sums(work);
    }

    private static void sums(Work work) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : Work.files(work.results())) {
            lines.add(Work.sha256(file) + "  " + file.getFileName());
            System.out.printf("%6.1f MB  %s%n", Files.size(file) / 1e6, work.project().relativize(file));
        }
        Files.write(work.results().resolve("SHA256SUMS"), lines);
    }
}
