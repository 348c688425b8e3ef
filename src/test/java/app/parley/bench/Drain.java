package app.parley.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/// Takes what waited in mailboxes, each message once.
final class Drain implements Link.Listener {
    private final int run;
    private final IntUnaryOperator recipient;
    private final int each;
    private final int expected;
    private final Set<Payload> seen = new HashSet<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();

    /// @param run of the traffic that filled the mailboxes
    /// @param recipient the mailbox that a sender of this number wrote to
    /// @param boxes how many mailboxes are emptied
    /// @param each messages in every one
    Drain(int run, IntUnaryOperator recipient, int boxes, int each) {
        this.run = run;
        this.recipient = recipient;
        this.each = each;
        this.expected = boxes * each;
    }

    /// Completes when every message has come.
    CompletableFuture<Void> all() {
        return all;
    }

    @Override
    public void delivered(Link link, Payload payload, long stamp) {
        boolean known = payload.run() == run && payload.n() < each;
        if (!known || recipient.applyAsInt(payload.sender()) != link.number || !seen.add(payload)) {
            throw new IllegalStateException("a message came twice, or was never sent");
        }
        if (seen.size() == expected) {
            all.complete(null);
        }
    }
}
