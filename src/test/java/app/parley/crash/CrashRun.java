package app.parley.crash;

import app.parley.app.ParleyProcess;
import app.parley.app.Town;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.mailbox.MailOnDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Real processes, a relay and [CrashClient]s, each killed and started again and again at random
/// while everybody writes to everybody. Then all are let live until what was written is confirmed,
/// and a [Judge] says what it thinks of it.
final class CrashRun {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofMillis(1500);
    private static final int SHIFT_HOURS = 49;

    private final Town town;
    private final Path tapes;
    private final Plan plan;
    private final Judge judge = new Judge();
    private final SealKeys sealKeys;
    /// Of the lives that are not over.
    private final Set<Tape.Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicLong heard = new AtomicLong();
    private final List<Semaphore> everybody = new ArrayList<>();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger powerCuts = new AtomicInteger();
    private int relayKills;
    private volatile boolean over;

    /// @param people names and numbers
    /// @param each messages one way between any two of them
    /// @param kills at least so many
    /// @param notes a process is killed after up to so many of its own (the relay: of all others),
    ///     so that a busy machine makes the run longer and not emptier
    /// @param pause the longest, between two bursts of one writer
    /// @param shifts how often the relay's clock moves on by two days, so that prekeys are renewed;
    ///     at most 6, since envelopes expire after 14 days
    /// @param atMost how long it may take until everything is written
    record Plan(
            long seed,
            Map<String, PhoneNumber> people,
            int each,
            int kills,
            int notes,
            Duration pause,
            int shifts,
            Duration atMost) {

        int messages() {
            return people.size() * (people.size() - 1) * each;
        }
    }

    /// @param complaints of the judge; none if all went well
    record Outcome(List<String> complaints, String figures) {}

    CrashRun(Town town, Path tapes, Plan plan) {
        this.town = town;
        this.tapes = tapes;
        this.plan = plan;
        this.sealKeys = new SealKeys(tapes);
    }

    /// A process that lives several times.
    private interface Role {
        ParleyProcess start(int life) throws IOException;

        /// Rises with what the process does.
        long progress();

        /// It was killed, and nothing else runs in its folder.
        void killed() throws IOException, SQLException;
    }

    Outcome run() throws Exception {
        long began = System.nanoTime();
        List<Future<ParleyProcess>> lives = new ArrayList<>();
        town.relay().killNine();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                lives.add(threads.submit(() -> live("relay", new RelayRole())));
                plan.people()
                        .forEach((name, phone) -> lives.add(threads.submit(() -> live(name, person(name, phone)))));
                awaitWritten(began, lives);
            } finally {
                over = true;
                everybody.forEach(Semaphore::release);
            }
            rest(lives);
        }
        long took = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        return new Outcome(
                judge.verdict(List.copyOf(plan.people().values()), plan.each()),
                ("%d messages, %d envelopes (%d first contacts opened), %d kills (%d of the relay, which then had %d"
                                + " accepted envelopes to keep; %d of all at once), %d s, seed %d")
                        .formatted(
                                judge.written(),
                                judge.envelopes(),
                                sealKeys.opened(),
                                kills.get(),
                                relayKills,
                                judge.lookedFor(),
                                powerCuts.get(),
                                took,
                                plan.seed()));
    }

    private void awaitWritten(long began, List<Future<ParleyProcess>> lives) throws Exception {
        while (written() < plan.messages() || kills.get() < plan.kills()) {
            if (System.nanoTime() - began > plan.atMost().toNanos()) {
                judge.complain("only " + written() + " of " + plan.messages() + " messages were written in time, "
                        + kills.get() + " kills");
                return;
            }
            for (Future<ParleyProcess> life : lives) {
                if (life.isDone()) {
                    life.get();
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Nobody is killed any more: all is confirmed in the end, or somebody complains.
    private void rest(List<Future<ParleyProcess>> lives) throws InterruptedException, ExecutionException, IOException {
        List<ParleyProcess> last = new ArrayList<>();
        for (Future<ParleyProcess> life : lives) {
            last.add(life.get());
        }
        List<ParleyProcess> clients = last.subList(1, last.size());
        long until = System.nanoTime() + PATIENCE.toNanos();
        int ways = plan.people().size() - 1;
        while (!clients.stream().allMatch(client -> client.printed().size() == ways)) {
            if (System.nanoTime() > until) {
                judge.complain("it does not come to rest");
                break;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        for (ParleyProcess client : clients) {
            client.hangUp();
            int code = client.end();
            if (code != 0) {
                judge.complain("a client ended with " + code);
            }
            listenTo(client);
        }
        last.getFirst().terminate();
        last.getFirst().end();
        listenTo(last.getFirst());
        written();
        sealKeys.search(town, plan.people());
        synchronized (judge) {
            sealKeys.open(judge);
        }
    }

    private ParleyProcess live(String name, Role role) throws Exception {
        Random random = new Random(plan.seed() * 31 + name.hashCode());
        Semaphore now = new Semaphore(0);
        synchronized (everybody) {
            everybody.add(now);
        }
        for (int life = 0; ; life++) {
            ParleyProcess process = role.start(life);
            boolean cut = awaitEnd(role, random, now);
            if (over) {
                return process.isAlive() ? process : again(process, role, life + 1);
            }
            if (!process.isAlive()) {
                return again(process, role, life + 1);
            }
            process.killNine();
            kills.incrementAndGet();
            if (!cut && name.equals("relay") && random.nextInt(6) == 0) {
                powerCuts.incrementAndGet();
                synchronized (everybody) {
                    everybody.stream().filter(other -> other != now).forEach(Semaphore::release);
                }
            }
            listenTo(process);
            role.killed();
            if (random.nextInt(3) == 0) {
                boolean hurry = now.tryAcquire(random.nextInt(1500), TimeUnit.MILLISECONDS);
                if (hurry && over) {
                    return role.start(life + 1);
                }
            }
        }
    }

    private ParleyProcess again(ParleyProcess ended, Role role, int life) throws IOException, InterruptedException {
        synchronized (judge) {
            judge.complain("a process ended by itself with " + ended.end() + ": " + ended.words());
        }
        return role.start(life);
    }

    /// Waits until it is time to kill: one process in five does not get through its start.
    ///
    /// @return whether all are killed at once
    private boolean awaitEnd(Role role, Random random, Semaphore now) throws InterruptedException {
        boolean young = random.nextInt(5) == 0;
        long until = System.nanoTime() + (young ? random.nextLong(START.toNanos()) : LONGEST_LIFE.toNanos());
        long enough = role.progress() + (young ? Long.MAX_VALUE / 2 : 1 + random.nextInt(plan.notes()));
        while (System.nanoTime() < until && role.progress() < enough) {
            if (now.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return now.tryAcquire(random.nextInt(10), TimeUnit.MILLISECONDS);
    }

    /// A program that meets something unexpected says so in its log.
    private void listenTo(ParleyProcess process) {
        process.words()
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                .forEach(line -> {
                    synchronized (judge) {
                        judge.complain("a process said: " + line);
                    }
                });
    }

    private Role person(String name, PhoneNumber phone) {
        AtomicReference<Tape.Reader> mine = new AtomicReference<>();
        return new Role() {
            @Override
            public long progress() {
                return mine.get().count();
            }

            @Override
            public ParleyProcess start(int life) {
                Path tape = tapes.resolve(name + "-" + life + ".tape");
                Tape.Reader fresh = new Tape.Reader(phone, tape);
                mine.set(fresh);
                readers.add(fresh);
                List<String> args = new ArrayList<>(List.of(
                        town.profile(name).toString(),
                        tape.toString(),
                        String.valueOf(plan.each()),
                        String.valueOf(plan.pause().toMillis()),
                        String.valueOf(plan.seed() + life)));
                plan.people().values().stream()
                        .filter(other -> !other.equals(phone))
                        .forEach(other -> args.add(other.e164()));
                return town.keep(ParleyProcess.startOther(CrashClient.class, args));
            }

            @Override
            public void killed() throws IOException {
                hear(mine.get());
                readers.remove(mine.get());
                sealKeys.search(town, Map.of(name, phone));
            }
        };
    }

    private final class RelayRole implements Role {
        private int shifts;

        @Override
        public long progress() {
            return heard.get();
        }

        @Override
        public ParleyProcess start(int life) throws IOException {
            // The clock moves on once the next share of the messages is written.
            if (shifts < plan.shifts() && written() * (plan.shifts() + 1L) > (shifts + 1L) * plan.messages()) {
                shifts++;
            }
            return town.startRelay("-Dparley.clock.offset=PT" + shifts * SHIFT_HOURS + "H");
        }

        @Override
        public void killed() throws IOException, SQLException {
            relayKills++;
            written();
            Set<EnvelopeId> onDisk = onDisk();
            synchronized (judge) {
                judge.relayHolds(onDisk);
            }
        }

        /// From a copy, so that nothing is tidied up before the relay itself comes back to it.
        private Set<EnvelopeId> onDisk() throws IOException, SQLException {
            Path copy = SealKeys.copy(town.data().resolve("relay.db"), tapes.resolve("relay-copy.db"));
            return MailOnDisk.waiting(town.data(), tapes.resolve("mail-copy.slots"), copy).stream()
                    .map(MailOnDisk.Lying::id)
                    .collect(Collectors.toSet());
        }
    }

    /// Hears all tapes up to now.
    ///
    /// @return how many messages were promised to their writers
    private int written() throws IOException {
        for (Tape.Reader reader : readers) {
            hear(reader);
        }
        synchronized (judge) {
            return judge.written();
        }
    }

    private void hear(Tape.Reader reader) throws IOException {
        synchronized (judge) {
            for (Note note : reader.news()) {
                judge.hear(reader.who(), note);
                sealKeys.hear(note);
                heard.incrementAndGet();
            }
        }
    }
}
