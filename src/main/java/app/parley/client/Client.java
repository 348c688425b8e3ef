package app.parley.client;

import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The messenger without a window.
///
/// Every method may be called from any thread. Intents ([#send], [#markRead] …) return once they
/// are durable; what follows from them is reported as [ClientEvent]s, each published after its
/// transaction committed, in order, from one thread. Methods that ask the relay ([#account()],
/// [#find]) block and are not for a window's thread.
public interface Client extends AutoCloseable {
    /// The state now and, from exactly there on, everything that happens.
    ///
    /// @param listener called on the client's own thread; must return quickly
    Subscription subscribe(Consumer<ClientEvent> listener);

    /// What a subscriber starts from.
    record Snapshot(Optional<Me> me, Link link, List<Person> people, List<Conversation> conversations) {}

    /// A subscription; closing it ends the events.
    interface Subscription extends AutoCloseable {
        Snapshot snapshot();

        @Override
        void close();
    }

    /// Signing up with an invite, phone number and code.
    Account account();

    /// Keeps the connection to the relay, sends and receives, until [#close] is called. Blocks;
    /// run it on a thread of its own. While it does not run, the client works offline.
    void run();

    /// Tries to reach the relay at once instead of waiting for the next try.
    void retryNow();

    /// Encrypts `text` for `to` and keeps it until it is delivered. The text is kept as typed;
    /// blank ones are refused.
    ///
    /// @return the message as stored, [Delivery.Waiting]
    /// @throws ClientException with `KEY_CHANGED` if the person was verified and their key
    ///     changed since, with `CONFLICTING_DEVICES` if they signed two lists of devices
    default Message send(AccountId to, String text) throws ClientException {
        return send(to, text, Optional.empty());
    }

    /// As [#send(AccountId, String)], as an answer to a message of the same conversation.
    ///
    /// @throws ClientException also with `NO_SUCH_MESSAGE` if that is not here any more
    Message send(AccountId to, String text, Optional<Message> replyTo) throws ClientException;

    /// Sends what a message says to somebody else, marked as forwarded. Who wrote it first is not said.
    ///
    /// @throws ClientException as [#send(AccountId, String, Optional)]
    Message forward(Message message, AccountId to) throws ClientException;

    /// Puts this person's reaction to a message, instead of the one before.
    ///
    /// @param emoji at most 64 octets of UTF-8; empty takes the reaction back
    /// @throws ClientException `NO_SUCH_MESSAGE`, `TOO_LONG`, or as [#send(AccountId, String)]
    void react(Message message, String emoji) throws ClientException;

    /// Changes what a message of this person says, on both ends.
    ///
    /// @throws ClientException `NO_SUCH_MESSAGE`, also if it is not this person's, `BLANK`, `TOO_LONG`, or as
    ///     [#send(AccountId, String)]
    void edit(Message message, String text) throws ClientException;

    /// Takes messages of this person back, on both ends. Who has seen them has seen them; another client need not
    /// comply.
    ///
    /// @throws ClientException `NO_SUCH_MESSAGE`, also if one is not this person's, or as [#send(AccountId,
    ///     String)]
    void takeBack(List<Message> messages) throws ClientException;

    /// Lets what both people write from now on disappear: here `after` it was sent, there `after` it was seen. Zero
    /// lets it stay.
    ///
    /// @param after whole seconds, at most a year
    void setTimer(AccountId with, Duration after) throws ClientException;

    /// This person is writing to `to`, or stopped. Told at once if `to` is online and [Privacy#sendTyping]
    /// allows it,
    /// else not at all. To be called with every key; most calls send nothing.
    void typing(AccountId to, boolean on);

    /// Pinning, muting, archiving, requests, blocking.
    Chats chats();

    /// Up to `limit` messages with `with`, oldest first, that come right before `before`
    /// ([Message#order], or [Long#MAX_VALUE] for the newest).
    List<Message> history(AccountId with, long before, int limit);

    /// Up to `limit` messages with `with`, oldest first, that come right after `after` ([Message#order]).
    List<Message> historyAfter(AccountId with, long after, int limit);

    /// [Message#order] of the first message with `with` that was sent at `time` or later; empty if there is none.
    Optional<Long> firstSince(AccountId with, Instant time);

    /// [Message#order] of the message with `with` that another one answers; empty if it is not here: it never came,
    /// disappeared, was deleted or taken back.
    Optional<Long> placeOf(AccountId with, Said.Quote answered);

    /// Messages that say what is looked for ([Search]), never those that were taken back, deleted or disappeared.
    /// May take some tens of milliseconds, seldom more; it waits for nothing that is being written.
    ///
    /// @param words as typed
    /// @param with only in this conversation; empty for all
    /// @param before only messages of a smaller [Message#order]; [Long#MAX_VALUE] for all
    Found search(String words, Optional<AccountId> with, long before, int limit);

    /// The conversation's messages up to and including order `upTo` were seen.
    void markRead(AccountId with, long upTo);

    /// Tries a failed or expired message again, as a new envelope of the same message.
    void resend(MessageId message) throws ClientException;

    /// Removes a message from this device only.
    void delete(MessageId message);

    /// Finds who holds a number: among the people known here, else by asking the relay. Blocks.
    Optional<Person> find(PhoneNumber number) throws ClientException;

    /// The number both people compare to know that nobody sits between them (PROTOCOL.md §2).
    /// Takes some milliseconds.
    SafetyNumberView safetyNumber(AccountId with) throws ClientException;

    /// Looks for the other person's QR code of the safety number in a picture and compares it.
    /// Marks nobody. Reads the picture within bounds; blocks, up to some seconds.
    ///
    /// @throws ClientException with `NOBODY_THERE` if `with` is not known
    Scan scan(AccountId with, Picture picture) throws ClientException;

    /// Marks a person as verified, or not. Verifying accepts the keys the person has now.
    void setVerified(AccountId person, boolean verified) throws ClientException;

    /// Lets an unverified person's changed key, or the other one of two lists of devices, count
    /// from now on: the notice in the conversation goes quiet.
    void acceptKeyChange(AccountId person) throws ClientException;

    /// Writes the conversation, with all signatures, into a folder, which is made if it is not
    /// there (docs/export.md). Blocks.
    ///
    /// @param phones whether phone numbers may be in it
    Exported export(AccountId with, Path folder, boolean phones) throws ClientException;

    /// Takes the conversation off the record, or back on it, for both ends: off the record nobody
    /// signs, so nobody can prove to others what was said. Both see the switch.
    void setOffTheRecord(AccountId with, boolean on) throws ClientException;

    /// Whether others see this person online, and whether read receipts are sent.
    Privacy privacy();

    void setPrivacy(Privacy privacy);

    /// The own account key as words. Show it only to who proved to be the owner
    /// ([Profile#prove]).
    RecoveryKit recoveryKit();

    /// Texts that were typed and not sent, as last kept by [#keepDrafts].
    Map<AccountId, String> drafts();

    /// Keeps texts that were typed and not sent, instead of those kept before.
    void keepDrafts(Map<AccountId, String> drafts);

    /// Changes the own name; members of the circle see it.
    void rename(String name) throws ClientException;

    /// An invite to the own circle that carries the own account key, so that both ends start
    /// verified; empty while this profile is not signed in. The link admits whoever also gets a
    /// code from the relay's owner.
    Optional<String> invite();

    /// Adds the own account key to an invite to the own relay, so that the newcomer starts with
    /// this person verified. To an invite for one person it adds a secret too: the newcomer's
    /// client proves with it that the invite reached them, and then they start verified here. An
    /// invite to another relay stays as it is.
    ///
    /// @throws ClientException if the secret could not be stored
    Invite vouchFor(Invite invite) throws ClientException;

    /// Stops the connection and closes the profile. Idempotent. What waits in the outbox stays
    /// there.
    @Override
    void close();
}
