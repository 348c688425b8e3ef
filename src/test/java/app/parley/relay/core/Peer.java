package app.parley.relay.core;

import app.parley.net.Connection;
import app.parley.net.Dialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.Envelope;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Relay;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/// A connection as a test wants it: asks and waits for the answer, and keeps what came by itself.
public final class Peer implements AutoCloseable {
    final Connection connection;
    private final Deque<RelayFrame> pushed = new ArrayDeque<>();
    private int tag;

    Peer(Connection connection) {
        this.connection = connection;
    }

    static Peer dial(Relay relay) throws IOException {
        return dial(new TlsDialer(), relay);
    }

    static Peer dial(Dialer dialer, Relay relay) throws IOException {
        return new Peer(
                dialer.dial(new RelayAddress("127.0.0.1", relay.address().port()), relay.pin()));
    }

    RelayFrame ask(IntFunction<ClientFrame> frame) throws IOException {
        int mine = ++tag;
        connection.send(frame.apply(mine));
        return answer(mine);
    }

    RelayFrame answer(int wanted) throws IOException {
        for (Iterator<RelayFrame> each = pushed.iterator(); each.hasNext(); ) {
            RelayFrame frame = each.next();
            if (tagOf(frame).equals(OptionalInt.of(wanted))) {
                each.remove();
                return frame;
            }
        }
        while (true) {
            RelayFrame frame = connection.receive();
            if (tagOf(frame).equals(OptionalInt.of(wanted))) {
                return frame;
            }
            pushed.add(frame);
        }
    }

    /// The next frame of a kind that comes, or came, by itself.
    <T extends RelayFrame> T next(Class<T> kind) throws IOException {
        for (Iterator<RelayFrame> each = pushed.iterator(); each.hasNext(); ) {
            RelayFrame frame = each.next();
            if (kind.isInstance(frame)) {
                each.remove();
                return kind.cast(frame);
            }
        }
        while (true) {
            RelayFrame frame = connection.receive();
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
            pushed.add(frame);
        }
    }

    boolean gotAny(Class<? extends RelayFrame> kind) throws IOException {
        ask(t -> new ClientFrame.QueryExpired(t, Box.random().sid()));
        return pushed.stream().anyMatch(kind::isInstance);
    }

    Refusal refusal(IntFunction<ClientFrame> frame) throws IOException {
        RelayFrame answer = ask(frame);
        if (answer instanceof RelayFrame.Refused refused) {
            return refused.why();
        }
        throw new AssertionError("not refused: " + answer);
    }

    void done(IntFunction<ClientFrame> frame) throws IOException {
        RelayFrame answer = ask(frame);
        if (!(answer instanceof RelayFrame.Done)) {
            throw new AssertionError("not done: " + answer);
        }
    }

    /// A mailbox's two capabilities.
    record Box(MailboxId.Read rid, MailboxId.Send sid) {
        static Box random() {
            return new Box(new MailboxId.Read(octets(24)), new MailboxId.Send(octets(24)));
        }
    }

    Box makeBox() throws IOException {
        Box box = Box.random();
        done(t -> new ClientFrame.CreateMailbox(t, box.rid(), box.sid()));
        return box;
    }

    RelayFrame send(Box box, Envelope envelope) throws IOException {
        return ask(t -> new ClientFrame.Send(t, box.sid(), envelope));
    }

    void accepted(Box box, Envelope envelope) throws IOException {
        if (!(send(box, envelope) instanceof RelayFrame.Accepted)) {
            throw new AssertionError("not accepted");
        }
    }

    RelayFrame.Subscribed.State subscribe(int handle, Box box) throws IOException {
        RelayFrame answer =
                ask(t -> new ClientFrame.Subscribe(t, List.of(new ClientFrame.Subscribe.Entry(handle, box.rid()))));
        return ((RelayFrame.Subscribed) answer).mailboxes().getFirst();
    }

    static Envelope envelope(int n) {
        byte[] bytes = new byte[4096];
        Arrays.fill(bytes, (byte) n);
        bytes[0] = (byte) (n >>> 8);
        return Envelope.of(bytes);
    }

    static Octets octets(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Octets.of(bytes);
    }

    private static OptionalInt tagOf(RelayFrame frame) {
        return switch (frame) {
            case RelayFrame.Done f -> OptionalInt.of(f.tag());
            case RelayFrame.Refused f -> OptionalInt.of(f.tag());
            case RelayFrame.CodeSent f -> OptionalInt.of(f.tag());
            case RelayFrame.SignedIn f -> OptionalInt.of(f.tag());
            case RelayFrame.Keys f -> OptionalInt.of(f.tag());
            case RelayFrame.Subscribed f -> OptionalInt.of(f.tag());
            case RelayFrame.Accepted f -> OptionalInt.of(f.tag());
            case RelayFrame.ExpiredList f -> OptionalInt.of(f.tag());
            case RelayFrame.Members f -> OptionalInt.of(f.tag());
            case RelayFrame.Found f -> OptionalInt.of(f.tag());
            case RelayFrame.KnownManifest f -> OptionalInt.of(f.tag());
            case RelayFrame.Pass f -> OptionalInt.of(f.tag());
            case BlobFrame.Answer f -> OptionalInt.of(f.tag());
            case RelayFrame.Removed f -> OptionalInt.empty();
            case RelayFrame.Welcome f -> OptionalInt.empty();
            case RelayFrame.Deliver f -> OptionalInt.empty();
            case RelayFrame.MemberChanged f -> OptionalInt.empty();
            case RelayFrame.MemberLeft f -> OptionalInt.empty();
            case RelayFrame.Presence f -> OptionalInt.empty();
            case RelayFrame.KeysLow f -> OptionalInt.empty();
            case RelayFrame.Addresses f -> OptionalInt.empty();
            case RelayFrame.NumberClaimed f -> OptionalInt.empty();
            case RelayFrame.Pong f -> OptionalInt.empty();
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
