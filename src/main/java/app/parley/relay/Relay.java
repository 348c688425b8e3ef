package app.parley.relay;

import app.parley.crypto.Passphrase;
import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A running relay, as its owner sees it. Every method may be called from any thread.
public interface Relay extends AutoCloseable {
    /// Where it listens: the host as configured, and the real port.
    RelayAddress address();

    RelayPin pin();

    /// An invite that admits anyone who also gets a code from the owner. It stays valid until it
    /// is replaced.
    Invite invite();

    /// Who may join and who has to leave.
    Admission admission();

    /// An invite for one number, valid for 7 days and once. It carries an eight-digit code.
    ///
    /// @throws RelayException `DISK_FULL` or `FAILED`
    default Invite personalInvite(PhoneNumber phone) throws RelayException {
        return admission().invite(InviteTerms.personal(phone));
    }

    /// The codes that people are waiting for, oldest first. They are kept in memory only: after a
    /// restart the list is empty, and people ask again.
    List<PendingCode> pendingCodes();

    RelayStatus status();

    /// What it did since it started.
    RelayCounts counts();

    /// Writes everything the relay keeps into a file, while it runs: its key and secrets, too, so
    /// that whoever has the file can pose as this relay. A passphrase seals it.
    ///
    /// @param file made, for its owner only; there must be none yet
    /// @throws RelayException `ALREADY_THERE`, `KEPT_ELSEWHERE`, `DISK_FULL`, `NOT_PERMITTED` or
    ///     `FAILED`; no file is left behind then
    void backup(Path file, Optional<Passphrase> passphrase) throws RelayException;

    /// Calls `changed` after a code, a member, a connection or somebody's presence came or went,
    /// on any thread. It must return quickly.
    ///
    /// @return ends it
    AutoCloseable onChange(Runnable changed);

    /// Stops. Everything that was accepted is on disk, and everybody who waits for an answer gets
    /// one. Idempotent.
    @Override
    void close();
}
