package app.parley.soak;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// What the people of a soak run count together, in bounded memory.
final class Tally {
    private static final int MAX_ODDITIES = 200;
    /// Time under way in steps of a twentieth more each, from a millisecond on.
    private static final double STEP = Math.log(1.05);

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger judged = new AtomicInteger();
    private final AtomicInteger odd = new AtomicInteger();
    private final AtomicLongArray times = new AtomicLongArray(400);
    private final ConcurrentLinkedQueue<String> oddities = new ConcurrentLinkedQueue<>();

    void sent() {
        sent.incrementAndGet();
    }

    void arrived(SoakPerson.Text text) {
        arrived.incrementAndGet();
        long millis = Math.max(1, System.currentTimeMillis() - text.writtenMillis());
        times.incrementAndGet(Math.min(times.length() - 1, (int) (Math.log(millis) / STEP)));
    }

    /// So many texts were compared with what came.
    void judged(int texts) {
        judged.addAndGet(texts);
    }

    /// Something that must not be.
    void odd(String what) {
        if (odd.incrementAndGet() <= MAX_ODDITIES) {
            oddities.add(what);
        }
    }

    int sentSoFar() {
        return sent.get();
    }

    int arrivedSoFar() {
        return arrived.get();
    }

    int judgedSoFar() {
        return judged.get();
    }

    List<String> oddities() {
        return List.copyOf(oddities);
    }

    /// How long this share of the texts was under way at most, absence of the other included.
    long millis(double share) {
        long all = 0;
        for (int i = 0; i < times.length(); i++) {
            all += times.get(i);
        }
        long seen = 0;
        for (int i = 0; i < times.length(); i++) {
            seen += times.get(i);
            if (seen >= share * all) {
                return Math.round(Math.exp((i + 1) * STEP));
            }
        }
        return 0;
    }
}
