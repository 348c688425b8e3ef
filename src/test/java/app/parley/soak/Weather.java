package app.parley.soak;

import app.parley.net.FaultProxy;
import app.parley.net.FaultProxy.Fault;
import app.parley.net.FaultProxy.Way;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The networks that people live behind get bad and better again, one after the other.
final class Weather implements Runnable {
    private final List<FaultProxy> networks;
    private final Random random;
    private final CountDownLatch end = new CountDownLatch(1);

    Weather(List<FaultProxy> networks, long seed) {
        this.networks = networks;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!end.await(2000 + random.nextInt(4000), TimeUnit.MILLISECONDS)) {
                FaultProxy network = networks.get(random.nextInt(networks.size()));
                network.clear();
                if (random.nextBoolean()) {
                    worsen(network);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void worsen(FaultProxy network) {
        Way way = random.nextBoolean() ? Way.UP : Way.DOWN;
        switch (random.nextInt(9)) {
            case 0 -> network.reset();
            case 1 -> network.halfClose(way);
            case 2 -> network.set(new Fault.Stall());
            case 3 -> network.set(way, new Fault.Stall());
            case 4 -> network.set(way, new Fault.FlipBit(random.nextInt(20_000)));
            case 5 -> network.set(way, new Fault.CutAfter(random.nextInt(20_000), random.nextBoolean()));
            case 6 -> network.set(new Fault.Throttle(100_000));
            case 7 -> network.refuse(true);
            default -> network.set(new Fault.Latency(Duration.ofMillis(80), Duration.ofMillis(300)));
        }
    }

    /// Everything is well again and stays so.
    void clearUp() {
        end.countDown();
        networks.forEach(FaultProxy::clear);
    }
}
