package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/// A real Parley process, started from the compiled classes (see [ClassPack]) with the JVM of this run, and
/// without JavaFX anywhere on its class path or module path: a way without a window that needed a
/// JavaFX class would die here.
public final class ParleyProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Path TARGET = Path.of(System.getProperty("project.dir", "."), "target");

    private final Process process;
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;

    private ParleyProcess(Process process) {
        this.process = process;
        this.outReader = Thread.ofVirtual()
                .start(() -> read(process.inputReader(StandardCharsets.UTF_8), line -> {
                    out.add(line);
                    unread.add(line);
                }));
        this.errReader = Thread.ofVirtual().start(() -> read(process.errorReader(StandardCharsets.UTF_8), err::add));
    }

    private static void read(BufferedReader reader, Consumer<String> sink) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.accept(line);
            }
        } catch (IOException e) {
            sink.accept("(the pipe broke: " + e.getMessage() + ")");
        }
    }

    /// Starts `parley` with `args`.
    public static ParleyProcess start(String... args) {
        return start(Map.of(), List.of(), args);
    }

    /// @param jvm more options of the JVM
    public static ParleyProcess startWith(List<String> jvm, String... args) {
        return start(Map.of(), jvm, args);
    }

    /// @param environment added to an environment without display and passphrase
    /// @param jvm more options of the JVM
    static ParleyProcess start(Map<String, String> environment, List<String> jvm, String... args) {
        List<String> options = new ArrayList<>(ClassPack.current().options(args.length == 0 ? "" : args[0]));
        options.addAll(jvm);
        return start(environment, options, "app.parley.app.Main", List.of(args));
    }

    /// Starts another program, one of the tests', with the libraries of Parley.
    public static ParleyProcess startOther(Class<?> program, List<String> args) {
        List<String> options = ClassPack.current()
                .options("client", TARGET.resolve("test-classes").toAbsolutePath());
        return start(Map.of(), options, program.getName(), args);
    }

    /// @param jvm more options of the JVM, the class path among them
    static ParleyProcess start(Map<String, String> environment, List<String> jvm, String program, List<String> args) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        line.addAll(jvm);
        line.add(program);
        line.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(line);
        List.of("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PARLEY_PASSPHRASE")
                .forEach(builder.environment()::remove);
        builder.environment().put("PARLEY_TRACE", "1");
        builder.environment().putAll(environment);
        try {
            return new ParleyProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a line to its standard input.
    void type(String text) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(text + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
    }

    /// Ends its standard input.
    public void hangUp() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
    }

    /// The next line of standard output.
    public JsonObject next() throws InterruptedException {
        String line = unread.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(line != null, () -> "no line came; " + words());
        return StrictJson.object(line);
    }

    /// Waits until standard error says `words`.
    void awaitWords(String words) {
        Awaitility.await().atMost(PATIENCE).until(() -> words().contains(words) || !process.isAlive());
        assertTrue(words().contains(words), this::words);
    }

    /// All objects printed so far.
    public List<JsonObject> printed() {
        return out.stream().map(StrictJson::object).toList();
    }

    /// Standard error so far.
    public String words() {
        return String.join("\n", err);
    }

    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL: no hook, no flush. By its handle, since the process itself would close its pipes
    /// with what is in them.
    public void killNine() throws InterruptedException {
        process.toHandle().destroyForcibly();
        end();
    }

    /// SIGTERM. By its handle, as in [#killNine]: what it says while it ends is heard.
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Waits for its end.
    ///
    /// @return the exit code
    public int end() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "it does not end; " + words());
        outReader.join();
        errReader.join();
        return process.exitValue();
    }

    /// Waits for its end, which must have this exit code and no stack trace.
    public ParleyProcess endsWith(int code) throws InterruptedException {
        assertEquals(code, end(), this::words);
        assertTrue(!words().contains("\n    at "), this::words);
        return this;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
