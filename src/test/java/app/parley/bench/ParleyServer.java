package app.parley.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `parley relay` in a process of its own, started as the launcher starts it.
final class ParleyServer implements Server {
    private final RelayHouse house;
    private final Path build;
    private final ServerProcess process;
    private final int port;

    private ParleyServer(RelayHouse house, Path build, ServerProcess process, int port) {
        this.house = house;
        this.build = build;
        this.process = process;
        this.port = port;
    }

    /// Returns when the relay says that it listens.
    static ParleyServer start(RelayHouse house, Path build) throws IOException {
        List<String> command = program(build);
        command.addAll(List.of("relay", "--data", house.data.toString(), "--listen", "127.0.0.1:0", "--json"));
        ServerProcess process = ServerProcess.start(command, house.data);
        JsonObject listening = JsonParser.parseString(process.firstLine()).getAsJsonObject();
        String address = listening.get("address").getAsString();
        return new ParleyServer(
                house, build, process, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /// `bench.relay.jvm` adds options of the JVM, such as `-XX:StartFlightRecording`.
    private static List<String> program(Path build) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        String more = System.getProperty("bench.relay.jvm", "");
        command.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ")));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                build.resolve("classes") + File.pathSeparator + build.resolve("lib") + File.separator + "*",
                "app.parley.app.Main"));
        return command;
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public Link link(int number, Use use) {
        return new ParleyLink(number, house, use == Use.LOGIN);
    }

    @Override
    public void tidyMemory() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        ServerProcess.run(jcmd, Long.toString(process.pid()), "GC.run");
    }

    @Override
    public void checkEmpty() throws Exception {
        long waiting = -1;
        // The last acknowledgements may still be on their way.
        for (int tries = 0; tries < 5 && waiting != 0; tries++) {
            waiting = waiting();
        }
        if (waiting != 0) {
            throw new IllegalStateException(waiting + " messages were not erased after their acknowledgement");
        }
    }

    private long waiting() throws IOException {
        List<String> command = program(build);
        command.addAll(List.of("relay", "status", "--data", house.data.toString(), "--json"));
        Process asking = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answer = asking.inputReader()) {
            return JsonParser.parseString(answer.readLine())
                    .getAsJsonObject()
                    .get("waiting")
                    .getAsLong();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
