package app.parley.relay.core;

import app.parley.crypto.Randomness;
import app.parley.net.RelayEndpoint;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.AccountStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// Where connections come in: greets each and gives it the desks it may need.
final class Door implements RelayEndpoint {
    private static final int NONCE = 32;

    private final Post post;
    private final Blobs blobs;
    private final Leases leases;
    private final Registration registration;
    private final Directory directory;
    private final Circle circle;
    private final AccountStore accounts;
    private final Allowances allowances;
    private final InstantSource clock;
    private final Randomness randomness;
    private final Runnable changed;
    private final Metrics metrics;
    private final AtomicInteger connections = new AtomicInteger();
    private final Shares shares = new Shares();

    Door(
            Post post,
            Blobs blobs,
            Leases leases,
            Registration registration,
            Directory directory,
            Circle circle,
            AccountStore accounts,
            Allowances allowances,
            InstantSource clock,
            Randomness randomness,
            Metrics metrics,
            Runnable changed) {
        this.post = post;
        this.blobs = blobs;
        this.leases = leases;
        this.registration = registration;
        this.directory = directory;
        this.circle = circle;
        this.accounts = accounts;
        this.allowances = allowances;
        this.clock = clock;
        this.randomness = randomness;
        this.changed = changed;
        this.metrics = metrics;
    }

    Post post() {
        return post;
    }

    Blobs blobs() {
        return blobs;
    }

    Leases leases() {
        return leases;
    }

    Shares shares() {
        return shares;
    }

    Metrics metrics() {
        return metrics;
    }

    Registration registration() {
        return registration;
    }

    Directory directory() {
        return directory;
    }

    Circle circle() {
        return circle;
    }

    @Override
    public Inbound connected(Outbound out) {
        Octets nonce = Octets.of(randomness.bytes(NONCE));
        connections.incrementAndGet();
        out.send(new RelayFrame.Welcome(RelayFrame.Welcome.VERSION, nonce, clock.millis()));
        changed.run();
        return new Session(this, out, nonce);
    }

    void disconnected() {
        connections.decrementAndGet();
        changed.run();
    }

    int connections() {
        return connections.get();
    }

    /// Only the limit asks who makes a mailbox; the mailbox itself is made without that.
    void createMailbox(Session session, AccountId me, ClientFrame.CreateMailbox f) {
        Reply.to(session, f.tag(), allowances.mailbox(session, f.tag(), me, () -> post.create(f)));
    }

    /// The session does not speak for the account any more. One that stays until the end of a day
    /// was there that day.
    void left(Session session, AccountId account) {
        if (circle.leave(session, account)) {
            Reply.watch(accounts.seen(account, clock.instant()));
        }
    }
}
