package app.parley.client;

import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Somebody of the circle, as this profile knows them.
///
/// @param phone empty if the person does not show it
/// @param name as the person chose it; empty text until their profile was read
/// @param lastSeen when the relay last saw them online, if it told
/// @param member whether they still are in the circle
/// @param timer what is written disappears this long after it was sent and seen; zero if it stays
/// @param offTheRecord neither end signs what is said in the conversation with them
/// @param standing whether what they write is wanted
public record Person(
        AccountId id,
        Optional<PhoneNumber> phone,
        String name,
        boolean online,
        Optional<Instant> lastSeen,
        Trust trust,
        boolean member,
        Duration timer,
        boolean offTheRecord,
        Standing standing) {

    /// What is known about a person's key (PROTOCOL.md §2).
    public enum Trust {
        /// Seen for the first time and believed.
        FIRST_SEEN,
        /// Compared by both, or carried by an invite.
        VERIFIED,
        /// Was first seen, then changed: shown until accepted; sending goes on.
        CHANGED,
        /// Was verified, then changed: sending is blocked until verified again.
        CHANGED_AFTER_VERIFIED,
        /// Their key signed two lists of devices that exclude each other: sending is blocked
        /// until this person says that it may go on.
        CONFLICTING_DEVICES;

        /// Whether nothing may be sent.
        public boolean blocks() {
            return this == CHANGED_AFTER_VERIFIED || this == CONFLICTING_DEVICES;
        }
    }

    /// Whether what somebody writes is wanted.
    public enum Standing {
        /// Of the circle, or written to once.
        KNOWN,
        /// Wrote without being known: they learn of nothing that is done here until accepted.
        REQUEST,
        /// Nothing they write is kept.
        BLOCKED
    }

    public boolean verified() {
        return trust == Trust.VERIFIED;
    }
}
