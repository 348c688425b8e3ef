package app.parley.relay.mailbox;

import java.util.Optional;

/// One connection's envelopes, whose order a crash must not turn, also where they go to several
/// mailboxes: a conversation begins in one and goes on in another.
///
/// While envelopes for one mailbox are unanswered, one for another is written, and after them.
public final class Sender {
    private Optional<Handover.Handed> last = Optional.empty();
    private int unanswered;
    /// whether the unanswered ones are for several mailboxes
    private boolean mixed;

    /// @param mayHand whether it may go to its recipient before it is on disk
    /// @param before to be written first, together with what waits before it
    record Turn(boolean mayHand, Optional<Handover.Handed> before) {}

    /// An envelope is next. [#answered] follows once.
    synchronized Turn next(Handover.Handed one) {
        if (unanswered == 0) {
            mixed = false;
        } else if (last.filter(before -> before.box() != one.box()).isPresent()) {
            mixed = true;
        }
        Turn turn = new Turn(!mixed, mixed ? last : Optional.empty());
        last = Optional.of(one);
        unanswered++;
        return turn;
    }

    synchronized void answered() {
        unanswered--;
        if (unanswered == 0) {
            last = Optional.empty();
        }
    }
}
