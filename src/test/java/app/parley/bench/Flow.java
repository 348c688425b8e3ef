package app.parley.bench;

import app.parley.bench.Server.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/// Messages between people who are there.
final class Flow {
    private static final int WARM_UP = 20;
    private static final int SECONDS = 3;
    private static final int SAMPLES = 3;
    private static final int PER_SECOND = 2000;

    private Flow() {}

    /// 100 connections that each send to the next one, 32 messages under way.
    static List<Figure> bulk(Generator generator, Server server) throws Exception {
        return saturated(generator, server, "bulk", 100, 32, number -> (number + 1) % 100);
    }

    /// 500 pairs who each send one message at a time to the other.
    static List<Figure> chat(Generator generator, Server server) throws Exception {
        return saturated(generator, server, "chat", 1000, 1, number -> number ^ 1);
    }

    private static List<Figure> saturated(
            Generator generator, Server server, String name, int count, int window, IntUnaryOperator recipient)
            throws Exception {
        List<Link> links = subscribed(generator, server, count);
        Traffic traffic = new Traffic(generator, links, recipient, window, true);
        generator.run(() -> traffic.begin(Integer.MAX_VALUE));
        TimeUnit.SECONDS.sleep(WARM_UP);
        double[] cpu = new double[SAMPLES];
        double[] rate = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            long began = System.nanoTime();
            double cpuBefore = server.process().cpuMicros();
            long before = generator.call(traffic::done);
            await(generator, began + TimeUnit.SECONDS.toNanos(SECONDS));
            long done = generator.call(traffic::done) - before;
            cpu[i] = (server.process().cpuMicros() - cpuBefore) / done;
            rate[i] = done / ((System.nanoTime() - began) / 1e9);
        }
        generator.await(generator.call(traffic::end));
        generator.close(links);
        String prefix = server.prefix() + name;
        return List.of(Figure.median(prefix + "_cpu_us", "us", cpu), Figure.median(prefix + "_msgs_s", "1/s", rate));
    }

    /// Waits until a time, or a fault.
    private static void await(Generator generator, long until) throws Exception {
        CompletableFuture<Void> then = new CompletableFuture<>();
        then.completeOnTimeout(null, until - System.nanoTime(), TimeUnit.NANOSECONDS);
        generator.await(then);
    }

    private static List<Link> subscribed(Generator generator, Server server, int count) throws Exception {
        List<Link> links = generator.open(server.port(), 0, count, number -> server.link(number, Use.PLAIN));
        generator.subscribe(links);
        return links;
    }

    /// 2,000 messages a second among 1,000 connections, each due at its own time: one that has to wait for the
    /// server counts from when it was due.
    static List<Figure> atFixedRate(Generator generator, Server server) throws Exception {
        List<Link> links = subscribed(generator, server, 1000);
        Traffic traffic = new Traffic(generator, links, number -> number ^ 1, 64, true);
        paced(generator, links, traffic, 3);
        generator.run(traffic::forgetLatencies);
        double cpuBefore = server.process().cpuMicros();
        paced(generator, links, traffic, 10);
        double cpu = (server.process().cpuMicros() - cpuBefore) / (10 * PER_SECOND);
        generator.await(generator.call(traffic::end));
        generator.close(links);
        String prefix = server.prefix();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(prefix + "p50_us", traffic.whole().micros(0.5), "us"));
        figures.add(new Figure(prefix + "p99_us", traffic.whole().micros(0.99), "us"));
        figures.add(new Figure(prefix + "p999_us", traffic.whole().micros(0.999), "us"));
        figures.add(new Figure(prefix + "delivered_p50_us", traffic.delivery().micros(0.5), "us"));
        figures.add(new Figure(prefix + "delivered_p99_us", traffic.delivery().micros(0.99), "us"));
        figures.add(new Figure(prefix + "rate_cpu_us", cpu, "us"));
        return figures;
    }

    private static void paced(Generator generator, List<Link> links, Traffic traffic, int seconds) {
        long began = System.nanoTime();
        int step = 1_000_000_000 / PER_SECOND;
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            long due = began + (long) i * step;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Link link = links.get(i * 7 % links.size());
            generator.loop().execute(() -> traffic.sendOne(link, due));
        }
    }
}
