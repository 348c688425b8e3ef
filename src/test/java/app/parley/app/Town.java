package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A relay process and the people at it, for tests with real processes.
public final class Town implements AutoCloseable {
    public static final String ALICE = "+12025550101";
    public static final String BOB = "+12025550102";

    /// A town with Alice and Bob, made once and then copied: signing up anew for every test would
    /// cost minutes.
    private static Optional<Template> template = Optional.empty();

    private final Path folder;
    private final List<ParleyProcess> started = new CopyOnWriteArrayList<>();
    private ParleyProcess relay;
    private JsonObject listening;

    private record Template(Path folder, String address) {}

    private Town(Path folder, String listen) throws InterruptedException {
        this.folder = folder;
        openRelay(listen);
    }

    /// A relay with nobody at it.
    static Town empty(Path folder) throws InterruptedException {
        return new Town(folder, "127.0.0.1:0");
    }

    /// A relay with Alice and Bob, who have not talked yet.
    public static Town ofTwo(Path folder) throws Exception {
        if (template.isEmpty()) {
            Path made = Files.createTempDirectory("parley-town");
            try (Town town = empty(made)) {
                town.signUp("Alice", ALICE);
                town.signUp("Bob", BOB);
                town.relay.terminate();
                town.relay.endsWith(0);
                template = Optional.of(new Template(made, town.address()));
            }
        }
        Path source = template.get().folder();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(source.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new Town(folder, template.get().address());
    }

    private void openRelay(String listen) throws InterruptedException {
        relay = startRelay(listen, List.of());
        listening = relay.next();
        assertEquals("listening", listening.get("event").getAsString());
    }

    private ParleyProcess startRelay(String listen, List<String> jvm) {
        return keep(
                ParleyProcess.start(Map.of(), jvm, "relay", "--data", data().toString(), "--listen", listen, "--json"));
    }

    /// Starts the relay again where it was, without waiting until it listens.
    public ParleyProcess startRelay(String jvm) {
        return startRelay(address(), List.of(jvm));
    }

    /// Starts the relay again where it was.
    void reopenRelay() throws InterruptedException {
        openRelay(address());
    }

    public Path data() {
        return folder.resolve("relay");
    }

    public ParleyProcess relay() {
        return relay;
    }

    String address() {
        return listening.get("address").getAsString();
    }

    String pin() {
        return listening.get("pin").getAsString();
    }

    String invite() {
        return listening.get("invite").getAsString();
    }

    String personalInvite(String phone) throws Failure {
        return RelayControl.ask(data(), "invite", RelayControl.with("phone", phone))
                .getFirst()
                .get("invite")
                .getAsString();
    }

    /// The code that waits for `phone`, as the owner sees it.
    Optional<String> code(String phone) throws Failure {
        return RelayControl.ask(data(), "codes", new JsonObject()).stream()
                .filter(line -> line.get("phone").getAsString().equals(phone))
                .map(line -> line.get("code").getAsString())
                .findFirst();
    }

    public Path profile(String name) {
        return folder.resolve(name);
    }

    /// Signs somebody up without a passphrase.
    public void signUp(String name, String phone) throws Exception {
        client(name, "sign-up", "--invite", personalInvite(phone), "--phone", phone, "--name", name, "--unprotected")
                .endsWith(0);
    }

    /// Starts a client command with `--json`.
    ParleyProcess client(String name, String... args) {
        return client(Map.of(), List.of(), name, args);
    }

    ParleyProcess client(Map<String, String> environment, List<String> jvm, String name, String... args) {
        List<String> line = new ArrayList<>(
                List.of("client", "--json", "--profile", profile(name).toString()));
        line.addAll(List.of(args));
        return keep(ParleyProcess.start(environment, jvm, line.toArray(new String[0])));
    }

    public ParleyProcess keep(ParleyProcess process) {
        started.add(process);
        return process;
    }

    /// The texts of all messages that somebody has ever received, as `history` tells.
    List<String> received(String name, String from) throws Exception {
        return client(name, "history", "--with", from).endsWith(0).printed().stream()
                .filter(line -> line.has("from"))
                .map(line -> line.get("text").getAsString())
                .toList();
    }

    static List<String> texts(List<JsonObject> printed) {
        return printed.stream()
                .filter(line -> line.get("event").getAsString().equals("message"))
                .map(line -> line.get("text").getAsString())
                .toList();
    }

    static List<String> states(List<JsonObject> printed) {
        return printed.stream()
                .filter(line -> line.get("event").getAsString().equals("state"))
                .map(line -> line.get("state").getAsString())
                .toList();
    }

    @Override
    public void close() {
        started.forEach(ParleyProcess::close);
    }
}
