package app.parley.bench;

import app.parley.bench.Server.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Connections that come, and those that are only there.
final class Doorway {
    private static final int LOGINS = 1000;
    private static final int SAMPLES = 3;
    private static final int FEW = 1000;
    private static final int MANY = 10_000;

    private Doorway() {}

    /// Whole log-ins: TCP, a full TLS handshake, and at a relay the check of a signature.
    static List<Figure> logins(Generator generator, Server server) throws Exception {
        double[] cpu = new double[SAMPLES];
        double[] rate = new double[SAMPLES];
        logInAndOut(generator, server);
        for (int i = 0; i < SAMPLES; i++) {
            double before = server.process().cpuMicros();
            long began = System.nanoTime();
            logInAndOut(generator, server);
            cpu[i] = (server.process().cpuMicros() - before) / LOGINS / 1000;
            rate[i] = LOGINS / ((System.nanoTime() - began) / 1e9);
        }
        return List.of(
                Figure.median(server.prefix() + "login_cpu_ms", "ms", cpu),
                Figure.median(server.prefix() + "logins_s", "1/s", rate));
    }

    private static void logInAndOut(Generator generator, Server server) throws Exception {
        generator.close(generator.open(server.port(), 0, LOGINS, number -> server.link(number, Use.LOGIN)));
    }

    /// What a connection takes in memory, as the slope between few and many, and how fast they come.
    static List<Figure> idle(Generator generator, Server server) throws Exception {
        List<Link> links =
                new ArrayList<>(generator.open(server.port(), 0, FEW, number -> server.link(number, Use.PLAIN)));
        long few = settledKb(server);
        long began = System.nanoTime();
        while (links.size() < MANY) {
            links.addAll(generator.open(server.port(), links.size(), FEW, number -> server.link(number, Use.PLAIN)));
            // Nobody is taken for gone.
            generator.run(() -> links.forEach(Link::ping));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long many = settledKb(server);
        generator.close(links);
        return List.of(
                new Figure(server.prefix() + "idle_kb", (double) (many - few) / (MANY - FEW), "KiB"),
                new Figure(server.prefix() + "idle_10k_mb", many / 1024.0, "MiB"),
                new Figure(server.prefix() + "handshakes_s", (MANY - FEW) / seconds, "1/s"));
    }

    private static long settledKb(Server server) throws Exception {
        TimeUnit.SECONDS.sleep(2);
        server.tidyMemory();
        TimeUnit.SECONDS.sleep(2);
        return server.process().residentKb();
    }
}
