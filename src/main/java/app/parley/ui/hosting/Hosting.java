package app.parley.ui.hosting;

import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The relay inside, as the window sees it: a switch and what it has to show. Every method may be
/// called from any thread; only [#personalInvite] may take a moment.
public interface Hosting {
    Status status();

    /// The port to offer: the one used last, or the usual one.
    int port();

    /// Turns the relay on. Returns at once; what became of it is a [#status].
    ///
    /// @param port 1 to 65535
    void start(int port);

    /// Turns the relay off. Returns at once. What waits for members stays on disk.
    void stop();

    /// A link that admits whoever also gets a code from the owner; empty unless the relay is on.
    /// It carries no person's key.
    Optional<String> invite();

    /// A link for one number that carries the code; empty unless the relay is on.
    Optional<String> personalInvite(PhoneNumber phone);

    /// Codes that somebody asked for and did not type yet, oldest first.
    List<PendingCode> pendingCodes();

    /// @param listener called on any thread whenever the status or the codes changed; must return
    ///     quickly
    Subscription onChange(Runnable listener);

    /// Ends [#onChange].
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// A code to pass on by voice.
    ///
    /// @param code 6 to 8 digits
    record PendingCode(PhoneNumber phone, String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "PendingCode[" + phone + "]";
        }
    }

    /// How the relay is doing.
    sealed interface Status {
        record Off() implements Status {}

        record Starting(int port) implements Status {}

        /// @param addresses where it can be reached, the best first
        /// @param members people who signed in here
        /// @param online how many of them are connected now
        /// @param waiting sealed messages for members who are away
        /// @param bytes their size on disk
        /// @param full something was refused in the last minutes because there is no room left
        record On(List<RelayAddress> addresses, int members, int online, long waiting, long bytes, boolean full)
                implements Status {}

        record Failed(Reason reason, int port) implements Status {}
    }

    /// Why the relay is not on although it should be.
    enum Reason {
        PORT_IN_USE,
        PORT_FORBIDDEN,
        DISK_FULL,
        DATA_DAMAGED,
        DATA_IN_USE,
        OTHER
    }
}
