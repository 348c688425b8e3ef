package app.parley.client;

import java.time.Instant;

/// The delivery ladder of a sent message.
public sealed interface Delivery {
    /// In the outbox.
    record Waiting(Why why) implements Delivery {}

    /// On the relay's disk until `until`.
    record AtRelay(Instant until) implements Delivery {}

    /// The other device has decrypted and stored it.
    record OnDevice(Instant at) implements Delivery {}

    /// Seen by the person.
    record Read(Instant at) implements Delivery {}

    /// Not fetched in time; the relay erased it.
    record Expired() implements Delivery {}

    record Failed(Reason reason) implements Delivery {}

    /// What a waiting message waits for.
    enum Why {
        /// the next moment
        SENDING,
        /// the relay
        RELAY,
        /// the other person's public keys at the relay
        KEYS,
        /// room in the other person's mailbox
        MAILBOX_FULL,
        /// room on the relay's disk
        RELAY_FULL
    }

    /// Why a message will not be sent by itself.
    enum Reason {
        /// the mailbox is gone: the other person left or made a new account
        NO_MAILBOX,
        /// the key changed before it was sent, or before anybody confirmed that it arrived
        KEY_CHANGED
    }
}
