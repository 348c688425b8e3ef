package app.parley.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What is asked of every decoder, whatever it is given: the one exception it documents, or a
/// value that encodes to exactly these bytes again; and no more memory than the input is worth.
public final class Canonical {
    /// What decoding may allocate for each octet of input, and besides.
    private static final long PER_OCTET = 64;

    /// While fuzzing, what watches regular expressions and comparisons allocates as well.
    private static final long BESIDES = System.getenv("JAZZER_FUZZ") == null ? 1 << 20 : 64 << 20;

    private static final int TRIES = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Canonical() {}

    /// A decoder that throws.
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(byte[] bytes) throws Exception;
    }

    /// A decoder that answers with nothing when it is given nonsense.
    @FunctionalInterface
    public interface Finder<T> {
        Optional<T> find(byte[] bytes);
    }

    /// @param refusal the only exception there may be
    /// @return the value, if it was one
    public static <T> Optional<T> check(
            byte[] bytes, Class<? extends Exception> refusal, Decoder<T> decoder, Function<T, byte[]> encoder) {
        Optional<T> value = find(bytes, octets -> decoded(octets, refusal, decoder));
        value.ifPresent(found -> assertArrayEquals(bytes, encoder.apply(found), "it encodes to something else"));
        return value;
    }

    /// The value, or nothing if it was refused as documented; any other exception is a failure.
    public static <T> Optional<T> decoded(byte[] bytes, Class<? extends Exception> refusal, Decoder<T> decoder) {
        try {
            return Optional.of(decoder.decode(bytes));
        } catch (Exception e) {
            if (!refusal.isInstance(e)) {
                throw new AssertionError("an exception that is not documented", e);
            }
            return Optional.empty();
        }
    }

    /// For decoders that must not throw at all; what is found need not be canonical.
    public static <T> Optional<T> find(byte[] bytes, Finder<T> finder) {
        return find(bytes, BESIDES, finder);
    }

    /// @param besides octets that may be allocated, beside those for each octet of input
    public static <T> Optional<T> find(byte[] bytes, long besides, Finder<T> finder) {
        long most = besides + PER_OCTET * bytes.length;
        // The first times, classes and tables are loaded; only what every time costs is the input's doing.
        boolean bounded = IntStream.range(0, TRIES).anyMatch(again -> spent(bytes, finder) <= most);
        assertTrue(bounded, "more memory than the input is worth");
        return finder.find(bytes);
    }

    private static long spent(byte[] bytes, Finder<?> finder) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Optional<?> found = finder.find(bytes);
        Reference.reachabilityFence(found);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
