package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A client as one command uses it: the connection runs on a thread of its own, and its events
/// come, in order, to the command's thread. Used by one thread.
final class LiveClient implements AutoCloseable {
    /// How long a relay is given to answer before a command goes on without it.
    static final Duration REACH = Duration.ofSeconds(15);

    /// How long somebody who is not in the list of people yet is waited for.
    private static final Duration LIST = Duration.ofSeconds(3);

    private final Client client;
    /// Empty: stop waiting.
    private final BlockingQueue<Optional<ClientEvent>> arriving = new LinkedBlockingQueue<>();
    /// Events that were seen while waiting for something else.
    private final Deque<ClientEvent> setAside = new ArrayDeque<>();

    private final Client.Subscription subscription;
    private final Map<AccountId, Person> people = new HashMap<>();
    private Link link;
    private boolean running;

    LiveClient(Client client) {
        this.client = client;
        this.subscription = client.subscribe(event -> arriving.add(Optional.of(event)));
        this.link = subscription.snapshot().link();
        subscription.snapshot().people().forEach(person -> people.put(person.id(), person));
    }

    Client client() {
        return client;
    }

    Client.Snapshot snapshot() {
        return subscription.snapshot();
    }

    /// The link as far as events were taken.
    Link link() {
        return link;
    }

    /// The people as far as events were taken.
    Map<AccountId, Person> people() {
        return people;
    }

    /// Starts to connect, and keeps connected until closed.
    void connect() {
        if (!running) {
            running = true;
            Thread.ofVirtual().name("connection").start(client::run);
        }
    }

    /// Ends the waiting of the command's thread. May be called from any thread.
    void stop() {
        arriving.add(Optional.empty());
    }

    /// The next event, or empty after [#stop] or once `deadline` has passed.
    Optional<ClientEvent> next(Deadline deadline) throws Failure {
        ClientEvent waiting = setAside.poll();
        return waiting == null ? arrival(deadline) : Optional.of(waiting);
    }

    /// Takes events until `wanted` finds what it looks for in one.
    ///
    /// @throws Failure with `words` once `deadline` has passed
    <T> T await(Function<ClientEvent, Optional<T>> wanted, Deadline deadline, String words) throws Failure {
        while (true) {
            ClientEvent event = next(deadline).orElseThrow(() -> Failure.because(words));
            Optional<T> found = wanted.apply(event);
            if (found.isPresent()) {
                return found.get();
            }
        }
    }

    private Optional<ClientEvent> arrival(Deadline deadline) throws Failure {
        try {
            Optional<ClientEvent> event = Optional.ofNullable(arriving.poll(deadline.left(), TimeUnit.NANOSECONDS))
                    .flatMap(taken -> taken);
            event.ifPresent(this::note);
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.because("Interrupted. What was reported so far is done.");
        }
    }

    private void note(ClientEvent event) {
        if (event instanceof ClientEvent.LinkChanged changed) {
            link = changed.link();
        } else if (event instanceof ClientEvent.PersonChanged changed) {
            people.put(changed.person().id(), changed.person());
        } else if (event instanceof ClientEvent.PersonReplaced replaced) {
            people.remove(replaced.before());
            people.put(replaced.now().id(), replaced.now());
        }
    }

    /// Waits until it is clear whether the relay can be reached.
    ///
    /// @return what became of it; whatever it is once `deadline` has passed
    Link settledLink(Deadline deadline) throws Failure {
        while (link instanceof Link.None || link instanceof Link.Connecting) {
            Optional<ClientEvent> event = arrival(deadline);
            if (event.isEmpty()) {
                break;
            }
            setAside.add(event.get());
        }
        return link;
    }

    /// Who holds a number or account. A number that a person only claims is confirmed by the
    /// relay if it can be asked.
    Person person(Handle handle) throws Failure {
        connect();
        Link settled = settledLink(Deadline.in(REACH));
        Optional<Person> found = find(handle);
        if (found.isEmpty() && settled instanceof Link.Connected) {
            awaitInList(handle);
            found = find(handle);
        }
        return found.orElseThrow(() -> nobody(settled));
    }

    /// The same without asking the relay.
    Person knownPerson(Handle handle) throws Failure {
        return find(handle).orElseThrow(() -> Failure.because(Words.of(ClientException.Why.NOBODY_THERE)));
    }

    private Optional<Person> find(Handle handle) throws Failure {
        return switch (handle) {
            case Handle.Account account -> Optional.ofNullable(people.get(account.id()));
            case Handle.Phone phone -> {
                try {
                    yield client.find(phone.number());
                } catch (ClientException e) {
                    if (e.why() == ClientException.Why.RELAY_UNREACHABLE) {
                        yield Optional.empty();
                    }
                    throw Failure.because(Words.of(e.why()));
                }
            }
        };
    }

    /// The list of people comes right after connecting; somebody who has just joined may not be
    /// in it yet.
    private void awaitInList(Handle handle) throws Failure {
        Deadline deadline = Deadline.in(LIST);
        while (people.values().stream().noneMatch(handle::names)) {
            Optional<ClientEvent> event = arrival(deadline);
            if (event.isEmpty()) {
                return;
            }
            setAside.add(event.get());
        }
    }

    private static Failure nobody(Link link) {
        String words = Words.of(ClientException.Why.NOBODY_THERE);
        return switch (link) {
            case Link.Connected connected -> Failure.because(words);
            case Link.None none -> Failure.because(Words.of(ClientException.Why.NOT_SIGNED_IN));
            case Link.Connecting connecting -> unknownWithoutRelay("It has not answered.");
            case Link.Lost lost -> unknownWithoutRelay(Words.of(lost.trouble()));
            case Link.Stopped stopped -> unknownWithoutRelay(Words.of(stopped.trouble()));
        };
    }

    private static Failure unknownWithoutRelay(String trouble) {
        return Failure.because(
                "That number is not known here yet, and the relay cannot be asked. " + trouble + " Nothing was done.");
    }

    @Override
    public void close() {
        subscription.close();
        client.close();
    }
}
