package app.parley.soak;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Profile.Unlock;
import app.parley.client.SignIn;
import app.parley.client.core.Messenger;
import app.parley.client.core.ProfileFolder;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.PendingCode;
import app.parley.relay.Relay;
import app.parley.store.KeyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Somebody with a real profile and habits: there for a while and away for a while, writes a few
/// texts at once to one of their people, and answers about every second time.
///
/// Everything runs on the person's own thread but what the client reports.
final class SoakPerson implements Runnable {
    private static final Duration HERE = Duration.ofSeconds(150);
    private static final Duration AWAY = Duration.ofSeconds(50);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int PAGE = 500;

    private final String name;
    private final PhoneNumber number;
    private final Path profile;
    private final Messenger.Surroundings around;
    private final Tally tally;
    private final Random random;
    private final List<SoakPerson> contacts = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();
    private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
    private AccountId account = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
    private volatile Optional<Client> client = Optional.empty();
    private volatile Link link = new Link.None();
    private volatile boolean settling;
    private volatile boolean over;

    private record Received(AccountId from, long order) {}

    SoakPerson(int n, Path folder, Messenger.Surroundings around, Tally tally, long seed) {
        this.name = "Person " + n;
        this.number = PhoneNumber.parse("+1%d55501%02d".formatted(202 + 10 * (n / 100), n % 100))
                .orElseThrow();
        this.profile = folder.resolve("person-" + n);
        this.around = around;
        this.tally = tally;
        this.random = new Random(seed + n);
    }

    void knows(SoakPerson other) {
        if (other != this && !contacts.contains(other)) {
            contacts.add(other);
            written.add(0);
        }
    }

    String name() {
        return name;
    }

    private ProfileFolder folder() {
        return new ProfileFolder(profile, around, KeyStore.none());
    }

    void signUp(Relay relay) throws ClientException {
        try (Client fresh = folder().create(new Unlock.Unprotected())) {
            SignIn asked = fresh.account().requestCode(relay.invite(), number, name);
            String code = relay.pendingCodes().stream()
                    .filter(pending -> pending.phone().equals(number))
                    .map(PendingCode::code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no code for " + name + ": " + asked));
            SignIn signedIn = fresh.account().confirmCode(code);
            if (!(signedIn instanceof SignIn.SignedIn in)) {
                throw new IllegalStateException(name + " cannot sign up: " + signedIn);
            }
            account = in.me().account();
        }
    }

    boolean online() {
        return link instanceof Link.Connected;
    }

    void arrive() throws ClientException {
        Client opened = folder().open(new Unlock.Unprotected());
        opened.subscribe(this::happened).snapshot();
        client = Optional.of(opened);
        Thread.ofVirtual().name(name).start(opened::run);
    }

    void leave() {
        client.ifPresent(Client::close);
        client = Optional.empty();
        link = new Link.None();
        inbox.clear();
    }

    private void happened(ClientEvent event) {
        switch (event) {
            case ClientEvent.LinkChanged(Link now) -> link = now;
            case ClientEvent.MessageAdded(Message message) -> {
                if (message.body() instanceof Message.Received received) {
                    tally.arrived(Text.parse(received.text()));
                    inbox.add(new Received(message.with(), message.order()));
                } else if (message.body() instanceof Message.Notice notice) {
                    tally.odd(name + " was told: " + notice.kind());
                }
            }
            case ClientEvent.StorageTrouble trouble -> tally.odd(name + ": " + trouble.why());
            case ClientEvent.StateRolledBack back -> tally.odd(name + " was rolled back");
            default -> {}
        }
    }

    boolean knowsAll() {
        return client.map(open -> {
                    try (Client.Subscription now = open.subscribe(event -> {})) {
                        return contacts.stream()
                                .allMatch(contact -> now.snapshot().people().stream()
                                        .anyMatch(person -> person.id().equals(contact.account)));
                    }
                })
                .orElse(false);
    }

    /// Lives until told to settle, and then stays until the end.
    @Override
    public void run() {
        try {
            while (!settling) {
                live(drawn(HERE));
                if (!settling) {
                    leave();
                    rest(drawn(AWAY));
                    arrive();
                }
            }
            while (!over) {
                retry();
                rest(Duration.ofSeconds(2));
            }
        } catch (ClientException e) {
            tally.odd(name + " cannot go on: " + e.why());
        } catch (RuntimeException e) {
            tally.odd(name + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(Duration time) throws ClientException, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (!settling && System.nanoTime() < until) {
            Received received = inbox.poll(drawn(QUIET).toMillis(), TimeUnit.MILLISECONDS);
            if (settling) {
                return;
            }
            retry();
            if (received == null) {
                writeTo(random.nextInt(contacts.size()), 1 + random.nextInt(3));
            } else {
                answer(received);
            }
        }
    }

    /// As people do who look at a strip that says "no relay".
    private void retry() {
        if (link instanceof Link.Lost && random.nextInt(8) == 0) {
            client.ifPresent(Client::retryNow);
        }
    }

    private void answer(Received received) throws ClientException {
        client.orElseThrow().markRead(received.from(), received.order());
        for (int i = 0; i < contacts.size(); i++) {
            if (contacts.get(i).account.equals(received.from()) && random.nextInt(100) < 45) {
                writeTo(i, 1);
            }
        }
    }

    private void writeTo(int contact, int texts) throws ClientException {
        for (int i = 0; i < texts; i++) {
            int next = written.get(contact) + 1;
            int more = random.nextInt(40) == 0 ? 6000 : random.nextInt(200);
            client.orElseThrow().send(contacts.get(contact).account, Text.of(next, more));
            written.set(contact, next);
            tally.sent();
        }
    }

    private Duration drawn(Duration mean) {
        return Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * mean.toMillis()) + 50);
    }

    private void rest(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (!over && System.nanoTime() < until) {
            // Somebody who is told to settle comes back early.
            inbox.poll(Math.min(200, time.toMillis()), TimeUnit.MILLISECONDS);
            if (settling && client.isEmpty()) {
                return;
            }
        }
    }

    void settle() {
        settling = true;
    }

    void end() {
        over = true;
    }

    /// Whether everything written here was confirmed by the other's device.
    boolean settled() {
        return client.isPresent()
                && contacts.stream()
                        .allMatch(contact -> client.get().history(contact.account, Long.MAX_VALUE, 60).stream()
                                .allMatch(row ->
                                        !(row.body() instanceof Message.Sent sent) || confirmed(sent.delivery())));
    }

    private static boolean confirmed(Delivery delivery) {
        return delivery instanceof Delivery.OnDevice || delivery instanceof Delivery.Read;
    }

    /// Compares both ends of every conversation of this person, from the first text to the last.
    void judge() {
        for (int i = 0; i < contacts.size(); i++) {
            SoakPerson other = contacts.get(i);
            int wrote = written.get(i);
            List<Integer> came = other.received(account);
            for (int n = 0; n < Math.max(wrote, came.size()); n++) {
                int found = n < came.size() ? came.get(n) : 0;
                if (found != n + 1) {
                    tally.odd("%s to %s: wrote %d, came %d; place %d holds %d"
                            .formatted(name, other.name, wrote, came.size(), n + 1, found));
                    break;
                }
            }
            tally.judged(wrote);
        }
        judgeStates();
    }

    private void judgeStates() {
        for (SoakPerson contact : contacts) {
            List<Delivery> unconfirmed = rows(contact.account).stream()
                    .map(Message::body)
                    .filter(Message.Sent.class::isInstance)
                    .map(body -> ((Message.Sent) body).delivery())
                    .filter(delivery -> !confirmed(delivery))
                    .toList();
            if (!unconfirmed.isEmpty()) {
                tally.odd(name + " to " + contact.name + ": not confirmed " + unconfirmed);
            }
        }
    }

    private List<Integer> received(AccountId from) {
        return rows(from).stream()
                .filter(row -> row.body() instanceof Message.Received)
                .map(row -> Text.parse(((Message.Received) row.body()).text()).number())
                .toList();
    }

    private List<Message> rows(AccountId with) {
        List<Message> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        List<Message> page = client.orElseThrow().history(with, before, PAGE);
        while (!page.isEmpty()) {
            all.addAll(0, page);
            before = page.getFirst().order();
            page = client.orElseThrow().history(with, before, PAGE);
        }
        return all;
    }

    /// What a text of the soak run says: its number in the conversation, and when it was written.
    record Text(int number, long writtenMillis) {
        static String of(int number, int more) {
            return number + " " + System.currentTimeMillis() + " " + ".".repeat(more);
        }

        static Text parse(String text) {
            String[] parts = text.split(" ", 3);
            return new Text(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
    }
}
