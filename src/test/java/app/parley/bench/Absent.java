package app.parley.bench;

import app.parley.bench.Server.Use;
import java.util.ArrayList;
import java.util.List;

/// Messages to people who are not there, and what happens when they come.
final class Absent {
    private static final int BOXES = 100;
    private static final int EACH = 500;
    private static final int WINDOW = 32;
    private static final int ROUNDS = 4;
    /// Number of the first sender.
    private static final int SENDERS = 1000;
    /// Mailboxes that are drained together: 10,000 messages.
    private static final int TOGETHER = 20;

    private Absent() {}

    /// 100 connections that fill 100 mailboxes; then 20 of these at a time are emptied. The last of some rounds
    /// counts: in the first the compiler works more than the server.
    static List<Figure> queueAndDrain(Generator generator, Server server) throws Exception {
        for (int round = 1; round < ROUNDS; round++) {
            once(generator, server);
        }
        return once(generator, server);
    }

    private static List<Figure> once(Generator generator, Server server) throws Exception {
        List<Link> leaving = generator.open(server.port(), 0, BOXES, number -> server.link(number, Use.LASTING));
        generator.subscribe(leaving);
        generator.close(leaving);
        List<Link> senders = generator.open(server.port(), SENDERS, BOXES, number -> server.link(number, Use.PLAIN));
        List<Figure> figures = new ArrayList<>();
        Traffic traffic = new Traffic(generator, senders, Absent::recipient, WINDOW, false);
        double before = server.process().cpuMicros();
        long began = System.nanoTime();
        generator.run(() -> traffic.begin(EACH));
        generator.await(traffic.quiet());
        double seconds = (System.nanoTime() - began) / 1e9;
        int all = BOXES * EACH;
        figures.add(new Figure(server.prefix() + "durable_s", all / seconds, "1/s"));
        figures.add(
                new Figure(server.prefix() + "durable_cpu_us", (server.process().cpuMicros() - before) / all, "us"));
        generator.close(senders);
        figures.addAll(drain(generator, server, traffic.run()));
        return figures;
    }

    private static int recipient(int sender) {
        return sender - SENDERS;
    }

    private static List<Figure> drain(Generator generator, Server server, int run) throws Exception {
        double[] rate = new double[BOXES / TOGETHER];
        double[] cpu = new double[BOXES / TOGETHER];
        for (int i = 0; i < rate.length; i++) {
            double before = server.process().cpuMicros();
            long began = System.nanoTime();
            Drain drain = new Drain(run, Absent::recipient, TOGETHER, EACH);
            List<Link> links = generator.open(
                    server.port(),
                    i * TOGETHER,
                    TOGETHER,
                    number -> server.link(number, Use.LASTING).listener(drain));
            generator.subscribe(links);
            generator.await(drain.all());
            rate[i] = TOGETHER * EACH / ((System.nanoTime() - began) / 1e9);
            cpu[i] = (server.process().cpuMicros() - before) / (TOGETHER * EACH);
            generator.close(links);
        }
        return List.of(
                Figure.median(server.prefix() + "drain_s", "1/s", rate),
                Figure.median(server.prefix() + "drain_cpu_us", "us", cpu));
    }
}
