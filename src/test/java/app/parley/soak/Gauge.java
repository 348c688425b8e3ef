package app.parley.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What this process holds, looked at again and again.
final class Gauge {
    private static final double MIB = 1 << 20;

    private final List<Reading> readings = new ArrayList<>();

    /// @param minute since the start
    /// @param heap MiB after a collection of everything
    /// @param resident MiB that the system counts, 0 where it does not say
    /// @param threads of the platform
    record Reading(double minute, double heap, double resident, int threads, long files) {}

    Reading read(double minute) {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
        Reading reading = new Reading(
                minute, heap, resident(), ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
        readings.add(reading);
        return reading;
    }

    private static double resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /// What the heap grows by in the part after the first third, by the straight line that fits
    /// its readings best, as a share of their mean.
    double growth() {
        double from = readings.getLast().minute() / 3;
        List<Reading> warm = readings.stream().filter(r -> r.minute() >= from).toList();
        double meanTime = warm.stream().mapToDouble(Reading::minute).average().orElseThrow();
        double meanHeap = warm.stream().mapToDouble(Reading::heap).average().orElseThrow();
        double up = 0;
        double across = 0;
        for (Reading r : warm) {
            up += (r.minute() - meanTime) * (r.heap() - meanHeap);
            across += (r.minute() - meanTime) * (r.minute() - meanTime);
        }
        double span = warm.getLast().minute() - warm.getFirst().minute();
        return across == 0 ? 0 : up / across * span / meanHeap;
    }
}
