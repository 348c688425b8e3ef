package app.parley.bench;

import app.parley.bench.Server.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a relay costs, from outside: `parley relay` as a process of its own, beside it Mosquitto if it is
/// installed, and the load generator in this process. Each part is measured on both in turn, with the same
/// messages of 4 KiB.
///
/// `bench.only` names the parts to run: `bulk,chat,rate,login,durable,idle,restart`. Server time is what the
/// system booked for the whole process, compiler and collector included.
final class RelayBench {
    static final int MAILBOXES = 1000;
    private static final int MILLION = 1_000_000;

    private final Path build;
    private final Path folder;
    private final Predicate<String> wanted;
    private final List<Figure> figures = new ArrayList<>();

    private RelayBench(Path build) throws IOException {
        this.build = build;
        this.folder = Files.createDirectories(build.resolve("bench")).resolve("relay");
        Set<String> only = Set.of(System.getProperty("bench.only", "").split(","));
        this.wanted = part -> only.contains(part) || only.equals(Set.of(""));
    }

    static List<Figure> measure(Path build) throws Exception {
        ServerProcess.pinGenerator();
        RelayBench bench = new RelayBench(build.toAbsolutePath());
        bench.clean();
        try {
            bench.run();
        } finally {
            bench.clean();
        }
        return bench.figures;
    }

    /// Removes what servers left.
    private void clean() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private interface Part {
        List<Figure> measure(Generator generator, Server server) throws Exception;
    }

    private void run() throws Exception {
        RelayHouse house = RelayHouse.make(folder.resolve("parley"), MAILBOXES);
        List<Server> servers = new ArrayList<>();
        try (Generator generator = new Generator()) {
            servers.add(ParleyServer.start(house, build));
            MosquittoServer.start(folder.resolve("mosquitto")).ifPresent(servers::add);
            part("bulk", servers, generator, Flow::bulk);
            part("chat", servers, generator, Flow::chat);
            part("rate", servers, generator, Flow::atFixedRate);
            part("login", servers, generator, Doorway::logins);
            part("durable", servers, generator, Absent::queueAndDrain);
        } finally {
            closeAll(servers);
        }
        if (wanted.test("idle")) {
            idle(house);
        }
        if (wanted.test("restart")) {
            restart(house);
        }
    }

    private void part(String name, List<Server> servers, Generator generator, Part part) throws Exception {
        if (wanted.test(name)) {
            for (Server server : servers) {
                add(part.measure(generator, server));
                server.checkEmpty();
            }
        }
    }

    private void add(List<Figure> measured) {
        measured.forEach(figure -> System.err.println(figure.row()));
        figures.addAll(measured);
    }

    /// In processes of their own: what was served before would be in their memory.
    private void idle(RelayHouse house) throws Exception {
        List<Server> servers = new ArrayList<>();
        try (Generator generator = new Generator()) {
            servers.add(ParleyServer.start(house, build));
            MosquittoServer.start(folder.resolve("mosquitto")).ifPresent(servers::add);
            for (Server server : servers) {
                add(Doorway.idle(generator, server));
            }
        } finally {
            closeAll(servers);
        }
    }

    private void restart(RelayHouse house) throws Exception {
        house.queue(MILLION / MAILBOXES);
        double[] seconds = new double[3];
        for (int i = 0; i < seconds.length; i++) {
            long began = System.nanoTime();
            try (Generator generator = new Generator();
                    Server server = ParleyServer.start(house, build)) {
                generator.open(server.port(), 0, 1, number -> server.link(number, Use.LOGIN));
                seconds[i] = (System.nanoTime() - began) / 1e9;
            }
        }
        add(List.of(Figure.median("restart_1m_s", "s", seconds)));
    }

    private static void closeAll(List<Server> servers) throws Exception {
        for (Server server : servers) {
            server.close();
        }
    }
}
