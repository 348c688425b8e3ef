package app.parley.crash;

import app.parley.net.Connection;
import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.net.TlsDialer;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Real connections, and a tape of every envelope on them. What goes out is on the tape before it
/// leaves, and what comes in before anybody sees it.
final class TapeDialer implements Dialer {
    private final Dialer real = new TlsDialer();
    private final Tape tape;

    TapeDialer(Tape tape) {
        this.tape = tape;
    }

    @Override
    public Connection dial(RelayAddress address, RelayPin pin) throws DialException {
        return new Taped(real.dial(address, pin));
    }

    private final class Taped implements Connection {
        private final Connection inner;
        private final Map<Integer, EnvelopeId> asked = new ConcurrentHashMap<>();
        private final Map<Integer, MailboxId.Read> mailboxes = new ConcurrentHashMap<>();

        Taped(Connection inner) {
            this.inner = inner;
        }

        @Override
        public RelayFrame.Welcome welcome() {
            return inner.welcome();
        }

        @Override
        public void send(ClientFrame frame) throws IOException {
            if (frame instanceof ClientFrame.Send(int tag, MailboxId.Send sid, Envelope envelope)) {
                asked.put(tag, Judge.idOf(envelope));
                tape.add(new Note.Sent(envelope));
            } else if (frame instanceof ClientFrame.Subscribe subscribe) {
                subscribe.mailboxes().forEach(entry -> mailboxes.put(entry.handle(), entry.rid()));
            }
            inner.send(frame);
        }

        @Override
        public RelayFrame receive() throws IOException {
            RelayFrame frame = inner.receive();
            if (frame instanceof RelayFrame.Accepted accepted && asked.containsKey(accepted.tag())) {
                tape.add(new Note.Accepted(asked.remove(accepted.tag())));
            } else if (frame instanceof RelayFrame.Deliver(int handle, long seq, Envelope envelope)) {
                tape.add(new Note.Delivered(mailboxes.get(handle), seq, Judge.idOf(envelope)));
            }
            return frame;
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
