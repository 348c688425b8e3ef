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

/// A client as one command uses it: the connection runs on a thread of its own, and its events come, in order, to the
/// command's thread. Used by one thread.
final class LiveClient implements AutoCloseable {
    /// How long a relay is given to answer before a command goes on without it.
    static final Duration REACH = Duration.ofSeconds(15);

    private final Client client;
    private final BlockingQueue<ClientEvent> arriving = new LinkedBlockingQueue<>();
    /// Events that were seen while waiting for something else.
    private final Deque<ClientEvent> setAside = new ArrayDeque<>();

    private final Client.Subscription subscription;
    private final Map<AccountId, Person> people = new HashMap<>();
    private Link link;
    private boolean running;

    LiveClient(Client client) {
        this.client = client;
        this.subscription = client.subscribe(arriving::add);
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

    /// The next event, or empty once `deadline` has passed.
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
            Optional<ClientEvent> event = Optional.ofNullable(arriving.poll(deadline.left(), TimeUnit.NANOSECONDS));
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

    /// Who holds a number or account: somebody known here, else whom the relay names.
    Person person(Handle handle) throws Failure {
        Optional<Person> known = people.values().stream().filter(handle::names).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        settledOrFailure();
        return switch (handle) {
            case Handle.Account account -> throw Failure.because(Words.of(ClientException.Why.NOBODY_THERE));
            case Handle.Phone phone -> {
                try {
                    yield client.find(phone.number())
                            .orElseThrow(() -> new ClientException(ClientException.Why.NOBODY_THERE));
                } catch (ClientException e) {
                    throw Failure.because(Words.of(e.why()));
                }
            }
        };
    }

    private void settledOrFailure() throws Failure {
        connect();
        switch (settledLink(Deadline.in(REACH))) {
            case Link.Connected connected -> {}
            case Link.None none -> throw Failure.because(Words.of(ClientException.Why.NOT_SIGNED_IN));
            case Link.Connecting connecting -> throw Failure.because(Words.of(ClientException.Why.RELAY_UNREACHABLE));
            case Link.Lost lost -> throw unknownWithoutRelay(lost.trouble());
            case Link.Stopped stopped -> throw unknownWithoutRelay(stopped.trouble());
        }
    }

    private static Failure unknownWithoutRelay(Link.Trouble trouble) {
        return Failure.because("That number is not known here yet, and the relay cannot be asked. " + Words.of(trouble)
                + " Nothing was sent.");
    }

    @Override
    public void close() {
        subscription.close();
        client.close();
    }
}
