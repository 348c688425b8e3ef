package app.parley.relay.core;

import app.parley.net.RelayEndpoint;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.Sender;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// One connection: what it may do, and which desk does it. It may sign in, and need not: mail is
/// sent and delivered on connections that never say whose they are.
final class Session implements RelayEndpoint.Inbound, Share.Taker {
    /// Requests that are not answered yet, and octets of envelopes among them, above which
    /// nothing more is read.
    private static final int MAX_REQUESTS = 64;

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_BAD_SIGNATURES = 5;

    private final Door door;
    private final RelayEndpoint.Outbound out;
    private final Octets nonce;
    private final Sender sender = new Sender();
    private final Map<Integer, Feed> feeds = new ConcurrentHashMap<>();
    private final AtomicInteger badSignatures = new AtomicInteger();
    private final Optional<Share> share;

    /// All below are guarded by this.
    private int requests;

    private int bytes;
    /// octets of answers that the client has to read before more is taken from it
    private int owed;

    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private boolean held;
    /// whether the client's next frames are taken
    private boolean taking = true;

    private boolean closed;
    private Optional<SignedIn> signedIn = Optional.empty();
    private final Recorded.Connection recorded = new Recorded.Connection();
    /// counted by the one thread that reads this connection
    private long frames;

    private record SignedIn(AccountId account, int device) {}

    Session(Door door, RelayEndpoint.Outbound out, Octets nonce) {
        this.door = door;
        this.out = out;
        this.nonce = nonce;
        this.share = door.shares().enter(out.peer());
        recorded.begin();
    }

    RelayEndpoint.Outbound out() {
        return out;
    }

    /// What this connection's signatures are made over.
    Octets nonce() {
        return nonce;
    }

    /// What it sends keeps its order.
    Sender sender() {
        return sender;
    }

    /// by handle
    Map<Integer, Feed> feeds() {
        return feeds;
    }

    synchronized Optional<Integer> device() {
        return signedIn.map(SignedIn::device);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void frame(ClientFrame frame) {
        frames++;
        switch (frame) {
            case ClientFrame.Ping f -> out.send(new RelayFrame.Pong());
            case ClientFrame.Send f -> door.post().send(this, f);
            case ClientFrame.Ack f -> door.post().ack(this, f);
            case ClientFrame.Subscribe f -> door.post().subscribe(this, f);
            case ClientFrame.DeleteMailbox f -> door.post().delete(this, f);
            case ClientFrame.QueryExpired f -> door.post().queryExpired(this, f);
            case ClientFrame.RequestCode f -> door.registration().requestCode(this, f);
            case ClientFrame.ConfirmCode f -> door.registration().confirm(this, f);
            case ClientFrame.Authenticate f -> door.registration().authenticate(this, f);
            case ClientFrame.PublishManifest f ->
                member(f.tag()).ifPresent(me -> door.directory().publishManifest(this, me, f));
            case ClientFrame.PublishKeys f ->
                member(f.tag()).ifPresent(me -> door.directory().publishKeys(this, me, f));
            case ClientFrame.PublishProfile f ->
                member(f.tag()).ifPresent(me -> door.directory().publishProfile(this, me, f));
            case ClientFrame.FetchKeys f ->
                member(f.tag()).ifPresent(me -> door.directory().fetchKeys(this, me, f));
            case ClientFrame.CreateMailbox f -> member(f.tag()).ifPresent(me -> door.createMailbox(this, me, f));
            case ClientFrame.ListMembers f ->
                member(f.tag()).ifPresent(me -> door.directory().listMembers(this, f));
            case ClientFrame.FindByNumber f ->
                member(f.tag()).ifPresent(me -> door.directory().findByNumber(this, me, f));
            case ClientFrame.SetPresence f ->
                member(f.tag()).ifPresent(me -> door.directory().setPresence(this, me, f));
            case ClientFrame.AskPass f ->
                member(f.tag()).ifPresent(me -> door.leases().pass(this, f));
            case ClientFrame.Renew f -> door.leases().renew(this, f);
            case BlobFrame.Create f ->
                member(f.tag()).ifPresent(me -> door.blobs().create(this, me, f));
            case BlobFrame.Put f -> door.blobs().put(this, f);
            case BlobFrame.Query f -> door.blobs().query(this, f);
            case BlobFrame.Get f -> door.blobs().get(this, f);
            case BlobFrame.Delete f -> door.blobs().delete(this, f);
        }
    }

    /// Who this connection speaks for; if for nobody, the request is refused.
    private Optional<AccountId> member(int tag) {
        Optional<AccountId> account;
        synchronized (this) {
            account = signedIn.map(SignedIn::account);
        }
        if (account.isEmpty()) {
            refuse(tag, Refusal.NOT_SIGNED_IN);
        }
        return account;
    }

    void signedIn(AccountId account, int device, boolean hidden) {
        Optional<SignedIn> before;
        synchronized (this) {
            if (closed) {
                return;
            }
            before = signedIn;
            signedIn = Optional.of(new SignedIn(account, device));
        }
        before.filter(old -> !old.account().equals(account)).ifPresent(old -> door.left(this, old.account()));
        door.circle().enter(this, account, hidden);
        if (isClosed()) {
            door.left(this, account);
        }
    }

    /// Refuses; a connection that only guesses is ended.
    RelayFrame badSignature(int tag) {
        if (badSignatures.incrementAndGet() >= MAX_BAD_SIGNATURES) {
            out.close();
        }
        return Reply.refuse(tag, Refusal.BAD_SIGNATURE);
    }

    /// A request is being worked on.
    void began() {
        count(1, 0);
    }

    /// It was answered.
    void ended() {
        count(-1, 0);
    }

    /// Octets on their way to the disk; negative once they arrived or failed.
    void weighs(int bytes) {
        count(0, bytes);
    }

    /// Octets that began to count with [#weighs] are on their way to the client: they count on
    /// until it reads, if it is behind; not for others of its address, though.
    void handedOut(int octets) {
        share.ifPresent(with -> with.count(this, 0, -octets));
        synchronized (this) {
            if (out.writable()) {
                bytes -= octets;
            } else {
                owed += octets;
            }
            takeOrWait();
        }
    }

    /// Refuses at once.
    void refuse(int tag, Refusal why) {
        RelayFrame answer = Reply.refuse(tag, why);
        answered(answer);
        out.send(answer);
    }

    /// An answer is about to leave.
    void answered(RelayFrame frame) {
        door.metrics().answered(frame);
    }

    /// Begins `work` once what was given here before is done: parts of an upload come in order.
    synchronized <T> CompletableFuture<T> inOrder(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> next = last.handle((done, fault) -> work.get()).thenCompose(begun -> begun);
        last = next;
        return next;
    }

    /// The account of this connection was removed.
    void signedOut() {
        out.close();
    }

    private void count(int moreRequests, int moreBytes) {
        share.ifPresent(with -> with.count(this, moreRequests, moreBytes));
        boolean over;
        synchronized (this) {
            requests += moreRequests;
            bytes += moreBytes;
            takeOrWait();
            over = closed;
        }
        if (over) {
            share.ifPresent(with -> door.shares().forgetIfUnused(out.peer()));
        }
    }

    /// Stops reading above the bounds and goes on below half of them, so that no client has more
    /// work under way than its share; and waits while it is not its turn among those of its address.
    @Override
    public synchronized void takeOrWait() {
        if (requests >= MAX_REQUESTS || bytes >= MAX_BYTES) {
            held = true;
        } else if (requests <= MAX_REQUESTS / 2 && bytes <= MAX_BYTES / 2) {
            held = false;
        }
        boolean take = !held && (share.isEmpty() || !share.get().waits(this));
        if (take != taking) {
            taking = take;
            out.reading(take);
        }
    }

    @Override
    public void writableAgain() {
        synchronized (this) {
            bytes -= owed;
            owed = 0;
            takeOrWait();
        }
        feeds.values().forEach(Feed::pump);
    }

    @Override
    public void closed() {
        Optional<SignedIn> who;
        synchronized (this) {
            closed = true;
            who = signedIn;
        }
        door.post().leave(this);
        who.ifPresent(old -> door.left(this, old.account()));
        share.ifPresent(with -> with.leave(this));
        door.disconnected();
        share.ifPresent(with -> door.shares().forgetIfUnused(out.peer()));
        if (recorded.shouldCommit()) {
            recorded.frames = frames;
            recorded.signedIn = who.isPresent();
            recorded.commit();
        }
    }
}
