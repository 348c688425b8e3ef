package app.parley.relay.mailbox;

import app.parley.store.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL for one test, which dies by SIGKILL with all its processes and comes back on the
/// same files and port.
public final class KillablePostgres implements AutoCloseable {
    private final EmbeddedPostgres server = TestPostgres.start();
    private final List<String> command;
    private Optional<Process> second = Optional.empty();

    public KillablePostgres() throws IOException {
        Path line = Path.of("/proc", String.valueOf(pid()), "cmdline");
        Assumptions.assumeTrue(Files.isReadable(line), "this system does not tell how a process was started");
        List<String> all = new ArrayList<>(
                Arrays.asList(Files.readString(line, StandardCharsets.UTF_8).split("\0")));
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL does not run as root, but as nobody in particular.
            all.addAll(0, List.of("unshare", "-U"));
        }
        command = List.copyOf(all);
    }

    private long pid() {
        try (var files = Files.find(
                Path.of(System.getProperty("java.io.tmpdir")),
                4,
                (path, kind) -> path.endsWith("postmaster.pid") && isOurs(path))) {
            return Long.parseLong(
                    Files.readAllLines(files.findFirst().orElseThrow()).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.size() > 3 && lines.get(3).equals(String.valueOf(server.getPort()));
        } catch (IOException e) {
            return false;
        }
    }

    public PostgresAddress address() {
        return TestPostgres.address(server);
    }

    /// As `--store` takes it.
    public String url() {
        return "postgres://postgres:postgres@127.0.0.1:" + server.getPort() + "/postgres";
    }

    public void killNine() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.addFirst(postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /// Starts it again without waiting until it answers.
    public void restart() throws IOException {
        second = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @Override
    public void close() throws IOException {
        second.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        server.close();
    }
}
