package app.parley.relay;

import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who may join a relay and who has to leave, as its owner decides. Every method may be called
/// from any thread and waits for the disk.
public interface Admission {
    /// How letting somebody in went.
    sealed interface Answer {
        record Done() implements Answer {}

        /// Nobody like that waits.
        record Nobody() implements Answer {}

        /// Another account has that number; it is free for the newcomer after this long, unless
        /// its holder signs in.
        record NumberHeld(Duration retryAfter) implements Answer {}
    }

    /// Makes an invite. The relay keeps only a hash of it, so this is the only time to see it.
    ///
    /// @throws RelayException `DISK_FULL` or `FAILED`, here and in all others
    Invite invite(InviteTerms terms) throws RelayException;

    /// Those that are still good, the first to expire first; without the open one.
    List<IssuedInvite> invites() throws RelayException;

    /// Makes an invite good for nothing, from now on.
    ///
    /// @param id as in [IssuedInvite]
    /// @return false if there is none
    boolean revoke(String id) throws RelayException;

    /// Replaces the open invite: the one of before is good for nothing any more.
    ///
    /// @return the new one
    Invite replaceOpenInvite() throws RelayException;

    /// Everybody, by account id.
    List<Member> members() throws RelayException;

    /// The member with a number.
    Optional<AccountId> holder(PhoneNumber phone) throws RelayException;

    /// Who waits to be let in, by account id.
    List<Newcomer> newcomers() throws RelayException;

    Answer approve(AccountId account) throws RelayException;

    /// @return false if nobody like that waits
    boolean refuse(AccountId account) throws RelayException;

    /// Removes a member: account, public keys, profile and claims go at once, and the others are
    /// told. Their client deletes their mailboxes when it hears of it; of one that does not, they go
    /// when their lease is over, in four to eight weeks.
    ///
    /// @return false if there is no such member
    boolean remove(AccountId account) throws RelayException;
}
