package app.parley.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Counts the processor time that the benchmark's own thread spends in an iteration, next to JMH's clock: the
/// clock of a shared machine says how busy the neighbours are.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Operations of the iteration so far; a benchmark counts its own.
    public long operations;

    /// Processor time of the iteration in ns, set at its end.
    public long cpuNanos;

    private long startedAt;

    /// Starts counting.
    @Setup(Level.Iteration)
    public void start() {
        startedAt = THREADS.getCurrentThreadCpuTime();
    }

    /// Leaves out what comes until [#goOn()].
    public void pause() {
        cpuNanos += THREADS.getCurrentThreadCpuTime() - startedAt;
    }

    /// Counts again.
    public void goOn() {
        startedAt = THREADS.getCurrentThreadCpuTime();
    }

    /// Ends counting.
    @TearDown(Level.Iteration)
    public void stop() {
        pause();
    }
}
