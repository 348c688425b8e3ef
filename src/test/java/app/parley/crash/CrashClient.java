package app.parley.crash;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import app.parley.client.Profile.Unlock;
import app.parley.client.Said;
import app.parley.client.core.Messenger;
import app.parley.client.core.ProfileFolder;
import app.parley.client.core.Timing;
import app.parley.crypto.Randomness;
import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import app.parley.store.KeyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// The process that the crash run kills: opens a profile, writes numbered messages to others until
/// each has its number of them, and notes on a [Tape] what was promised and what came. Where to
/// go on it knows only from the profile.
///
/// Once everything is written and confirmed it prints a line; told to end by the end of its
/// standard input, it notes its whole history.
final class CrashClient implements AutoCloseable {
    /// Messages to one person that may be unconfirmed at once.
    private static final int AHEAD = 400;

    private static final int EVERYTHING = 1_000_000;
    private static final Timing BRISK = new Timing(
            Duration.ofMillis(20),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Randomness.system());

    private final Tape tape;
    private final Client client;
    private final int upTo;
    private final int pauseMillis;
    private final Random random;
    private final ExecutorService reading = Executors.newSingleThreadExecutor();
    private final Map<AccountId, PhoneNumber> phones = new ConcurrentHashMap<>();
    private final Map<AccountId, Ahead> ahead = new ConcurrentHashMap<>();
    private volatile Link link = new Link.None();

    /// The messages to one person that are not confirmed. The news of a confirmation may overtake
    /// the answer of `send`.
    private static final class Ahead {
        private final Set<MessageId> open = new HashSet<>();
        private final Set<MessageId> early = new HashSet<>();

        synchronized void sent(MessageId id) {
            if (!early.remove(id)) {
                open.add(id);
            }
        }

        synchronized void confirmed(MessageId id) {
            if (!open.remove(id)) {
                early.add(id);
            }
        }

        synchronized int size() {
            return open.size();
        }
    }

    private Ahead ahead(AccountId to) {
        return ahead.computeIfAbsent(to, any -> new Ahead());
    }

    private CrashClient(Path profile, Tape tape, int upTo, int pauseMillis, long seed) throws ClientException {
        this.tape = tape;
        this.upTo = upTo;
        this.pauseMillis = pauseMillis;
        this.random = new Random(seed);
        Messenger.Surroundings around =
                new Messenger.Surroundings(new TapeDialer(tape), Instant::now, Randomness.system(), BRISK);
        this.client = new ProfileFolder(profile, around, KeyStore.none()).open(new Unlock.Unprotected());
    }

    /// @param args profile, tape, messages to each, longest pause in milliseconds between two
    ///     bursts, seed, and the numbers to write to
    public static void main(String[] args) throws IOException, ClientException, InterruptedException {
        try (Tape tape = new Tape(Path.of(args[1]));
                CrashClient life = new CrashClient(
                        Path.of(args[0]),
                        tape,
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Long.parseLong(args[4]))) {
            List<PhoneNumber> others = Arrays.stream(args, 5, args.length)
                    .map(text -> PhoneNumber.parse(text).orElseThrow())
                    .toList();
            life.live(others);
        }
    }

    private void live(List<PhoneNumber> others) throws ClientException, InterruptedException, IOException {
        try (Client.Subscription subscription = client.subscribe(this::happened)) {
            subscription.snapshot().people().forEach(this::know);
            Thread.ofVirtual().start(client::run);
            Thread.ofVirtual().start(this::impatience);
            while (!phones.values().containsAll(others)) {
                LockSupport.parkNanos(10_000_000);
            }
            for (AccountId to : Set.copyOf(phones.keySet())) {
                Thread.ofPlatform().daemon().start(() -> write(to));
            }
            int end = System.in.read();
            if (end != -1) {
                throw new IOException("nothing was to be said");
            }
            others.forEach(this::noteHistory);
        }
    }

    private void know(Person person) {
        person.phone().ifPresent(phone -> phones.put(person.id(), phone));
    }

    /// A relay that comes back is to be found at once, as by a person who presses "retry".
    private void impatience() {
        while (true) {
            LockSupport.parkNanos(200_000_000);
            if (link instanceof Link.Lost) {
                client.retryNow();
            }
        }
    }

    private void write(AccountId to) {
        try {
            Ahead ahead = ahead(to);
            int next = next(to, ahead);
            while (next < upTo) {
                int burst = 1 + random.nextInt(20);
                for (int i = 0; i < burst && next < upTo && ahead.size() < AHEAD; i++) {
                    Message message = client.send(to, text(next));
                    ahead.sent(message.id());
                    tape.add(new Note.Committed(phones.get(to), next, message.id()));
                    next++;
                }
                LockSupport.parkNanos(1_000_000L * random.nextInt(pauseMillis + 1));
            }
            while (ahead.size() > 0) {
                LockSupport.parkNanos(20_000_000);
            }
            System.out.println(
                    "{\"event\":\"settled\",\"with\":\"" + phones.get(to).e164() + "\"}");
        } catch (ClientException e) {
            tape.add(new Note.Oddity("a send failed: " + e.why()));
        }
    }

    /// The number of the next message, as the profile knows it.
    private int next(AccountId to, Ahead ahead) {
        int last = -1;
        Optional<Note> newest = Optional.empty();
        for (Message row : client.history(to, Long.MAX_VALUE, EVERYTHING)) {
            if (row.body() instanceof Message.Sent sent) {
                last = Math.max(last, number(sent.text()));
                newest = Optional.of(new Note.Committed(phones.get(to), number(sent.text()), row.id()));
                if (!confirmed(row)) {
                    ahead.sent(row.id());
                }
            }
        }
        // A kill may have come between the message and the note of it.
        newest.ifPresent(tape::add);
        return last + 1;
    }

    private static boolean confirmed(Message row) {
        return row.body() instanceof Message.Sent(Said said, Delivery delivery)
                && (delivery instanceof Delivery.OnDevice || delivery instanceof Delivery.Read);
    }

    /// Now and then one that needs a larger envelope.
    private static String text(int number) {
        int more = number % 300 == 299 ? 12_000 : number % 40 == 39 ? 3000 : 0;
        return number + " " + ".".repeat(more);
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    private void happened(ClientEvent event) {
        switch (event) {
            case ClientEvent.LinkChanged(Link now) -> link = now;
            case ClientEvent.PersonChanged(Person person) -> know(person);
            case ClientEvent.MessageAdded(Message message) -> added(message);
            case ClientEvent.MessageChanged(Message message) -> {
                if (confirmed(message)) {
                    ahead(message.with()).confirmed(message.id());
                }
            }
            case ClientEvent.StateRolledBack back -> tape.add(new Note.Oddity("rolled back"));
            case ClientEvent.StorageTrouble trouble -> tape.add(new Note.Oddity("trouble: " + trouble.why()));
            case ClientEvent.PersonReplaced replaced -> tape.add(new Note.Oddity("somebody else"));
            case ClientEvent.NumberClaimed claimed -> tape.add(new Note.Oddity("number claimed"));
            case ClientEvent.MessageDeleted deleted -> tape.add(new Note.Oddity("deleted"));
            case ClientEvent.SignedIn signedIn -> {}
            case ClientEvent.Typing typing -> {}
            case ClientEvent.ConversationChanged changed -> {}
            case ClientEvent.ClockOff off -> {}
        }
    }

    private void added(Message message) {
        switch (message.body()) {
            case Message.Received received -> {
                int number = number(received.text());
                Optional.ofNullable(phones.get(message.with()))
                        .ifPresentOrElse(
                                from -> tape.add(new Note.Received(from, number, message.id())),
                                () -> tape.add(new Note.Oddity("a message from somebody without a number")));
                if (number % 25 == 0) {
                    reading.execute(() -> client.markRead(message.with(), message.order()));
                }
            }
            case Message.Notice notice -> tape.add(new Note.Oddity("notice: " + notice.kind()));
            case Message.Erased erased -> tape.add(new Note.Oddity("taken back"));
            case Message.Sent sent -> {}
        }
    }

    private void noteHistory(PhoneNumber with) {
        AccountId account = phones.entrySet().stream()
                .filter(entry -> entry.getValue().equals(with))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        for (Message row : client.history(account, Long.MAX_VALUE, EVERYTHING)) {
            note(with, row).ifPresent(tape::add);
        }
    }

    private static Optional<Note> note(PhoneNumber with, Message row) {
        return switch (row.body()) {
            case Message.Sent sent ->
                Optional.of(new Note.SentRow(with, number(sent.text()), row.id(), confirmed(row)));
            case Message.Received received ->
                Optional.of(new Note.ReceivedRow(with, number(received.text()), row.id()));
            case Message.Erased erased -> Optional.empty();
            case Message.Notice notice -> Optional.empty();
        };
    }

    @Override
    public void close() {
        reading.shutdown();
        client.close();
    }
}
