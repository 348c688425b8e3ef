package app.parley.protocol.wire;

import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Invite;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.RelayAddress;
import java.util.List;
import java.util.Optional;

/// What a relay sends to a client (PROTOCOL.md §7). Those with a `tag` answer the request that
/// carried it; the others come by themselves.
public sealed interface RelayFrame
        permits RelayFrame.Welcome,
                RelayFrame.Done,
                RelayFrame.Refused,
                RelayFrame.CodeSent,
                RelayFrame.SignedIn,
                RelayFrame.Keys,
                RelayFrame.Subscribed,
                RelayFrame.Deliver,
                RelayFrame.Accepted,
                RelayFrame.ExpiredList,
                RelayFrame.Members,
                RelayFrame.MemberChanged,
                RelayFrame.MemberLeft,
                RelayFrame.Found,
                RelayFrame.Presence,
                RelayFrame.KeysLow,
                RelayFrame.Addresses,
                RelayFrame.KnownManifest,
                RelayFrame.NumberClaimed,
                RelayFrame.Pong,
                RelayFrame.Pass,
                RelayFrame.Removed,
                BlobFrame.Answer {
    /// Writes the body of the frame, without length and type.
    void write(OctetWriter out);

    /// The first frame of every connection.
    ///
    /// @param version of the protocol, 1
    /// @param nonce 32 random octets, which the client signs
    /// @param time the relay's clock, milliseconds since 1970
    record Welcome(int version, Octets nonce, long time) implements RelayFrame {
        public static final int VERSION = 1;

        static Welcome read(OctetReader in) throws MalformedException {
            return new Welcome(in.u16(), in.octets(32), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            out.u16(version).octets(nonce).u64(time);
        }
    }

    /// The request was carried out, durably where that matters.
    record Done(int tag) implements RelayFrame {
        static Done read(OctetReader in) throws MalformedException {
            return new Done(in.u32());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag);
        }
    }

    /// @param retryAfter seconds to wait; 0 if waiting does not help
    /// @param triesLeft of a code, for [Refusal#WRONG_CODE]; else 0
    record Refused(int tag, Refusal why, int retryAfter, int triesLeft) implements RelayFrame {
        static Refused read(OctetReader in) throws MalformedException {
            return new Refused(in.u32(), Refusal.of(in.u8()), in.u32(), in.u8());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u8(why.code()).u32(retryAfter).u8(triesLeft);
        }
    }

    /// A code is with the relay's owner. The same whether or not the number is known.
    ///
    /// @param expiresIn seconds
    /// @param resendAfter seconds
    record CodeSent(int tag, int digits, int expiresIn, int triesLeft, int resendAfter) implements RelayFrame {
        static CodeSent read(OctetReader in) throws MalformedException {
            return new CodeSent(in.u32(), in.u8(), in.u32(), in.u8(), in.u32());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u8(digits).u32(expiresIn).u8(triesLeft).u32(resendAfter);
        }
    }

    /// The connection now speaks for the account.
    ///
    /// @param manifestSeq of the manifest the relay has
    /// @param bundleCounter of the bundle the relay has for the device; 0 if none or expired
    /// @param oneTimeLeft one-time pairs the relay has for the device
    record SignedIn(int tag, long manifestSeq, long bundleCounter, int oneTimeLeft) implements RelayFrame {
        static SignedIn read(OctetReader in) throws MalformedException {
            return new SignedIn(in.u32(), in.u64(), in.u64(), in.u16());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u64(manifestSeq).u64(bundleCounter).u16(oneTimeLeft);
        }
    }

    /// @param manifest encoded
    /// @param bundle encoded
    /// @param oneTime empty if none was left
    record Keys(int tag, Octets manifest, Octets bundle, Optional<OneTimeKey> oneTime) implements RelayFrame {
        static Keys read(OctetReader in) throws MalformedException {
            return new Keys(
                    in.u32(),
                    Octets.of(in.opaque16(1024)),
                    Octets.of(in.opaque16(4096)),
                    in.flag() ? Optional.of(OneTimeKey.read(in)) : Optional.empty());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).opaque16(manifest.toArray()).opaque16(bundle.toArray()).flag(oneTime.isPresent());
            oneTime.ifPresent(key -> key.write(out));
        }
    }

    /// Delivery of these mailboxes follows, for each by rising `seq` from `acked + 1`.
    record Subscribed(int tag, List<State> mailboxes) implements RelayFrame {
        /// @param exists false if the relay has no such mailbox; then the numbers are 0
        /// @param acked the highest number ever acknowledged
        /// @param last the highest number that waits, or `acked` if none does; envelopes up to
        ///     here waited while nobody was subscribed
        public record State(int handle, boolean exists, long acked, long last) {
            static State read(OctetReader in) throws MalformedException {
                return new State(in.u32(), in.flag(), in.u64(), in.u64());
            }

            void write(OctetWriter out) {
                out.u32(handle).flag(exists).u64(acked).u64(last);
            }
        }

        public Subscribed {
            mailboxes = List.copyOf(mailboxes);
        }

        static Subscribed read(OctetReader in) throws MalformedException {
            return new Subscribed(in.u32(), in.list(ClientFrame.MAX_LIST, State::read));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).list(mailboxes, State::write);
        }
    }

    /// An envelope of a subscribed mailbox.
    ///
    /// @param seq from 1, rising by 1 with every envelope of the mailbox
    record Deliver(int handle, long seq, Envelope envelope) implements RelayFrame {
        static Deliver read(OctetReader in) throws MalformedException {
            return new Deliver(in.u32(), in.u64(), new Envelope(in.octets32(Envelope.MAX)));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(handle).u64(seq).opaque32(envelope.octets());
        }
    }

    /// The envelope is on disk and will be kept until `expiresAt` (seconds since 1970) or until
    /// acknowledged; or it is acknowledged already.
    record Accepted(int tag, long expiresAt) implements RelayFrame {
        static Accepted read(OctetReader in) throws MalformedException {
            return new Accepted(in.u32(), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).u64(expiresAt);
        }
    }

    /// The envelopes of a mailbox that expired, as far as the relay remembers.
    record ExpiredList(int tag, List<EnvelopeId> envelopes) implements RelayFrame {
        static final int MAX = 1000;

        public ExpiredList {
            envelopes = List.copyOf(envelopes);
        }

        static ExpiredList read(OctetReader in) throws MalformedException {
            return new ExpiredList(in.u32(), in.list(MAX, EnvelopeId::read));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).list(envelopes, EnvelopeId::write);
        }
    }

    /// A member of the circle.
    ///
    /// @param manifest encoded
    /// @param profile encrypted under the circle's key; empty if none was published
    /// @param lastSeen seconds since 1970, 0 if unknown or hidden
    record Member(AccountId account, Octets manifest, Octets profile, boolean online, long lastSeen) {
        static Member read(OctetReader in) throws MalformedException {
            return new Member(
                    AccountId.read(in),
                    Octets.of(in.opaque16(1024)),
                    Octets.of(in.opaque16(ClientFrame.MAX_PROFILE)),
                    in.flag(),
                    in.u64());
        }

        void write(OctetWriter out) {
            account.write(out);
            out.opaque16(manifest.toArray())
                    .opaque16(profile.toArray())
                    .flag(online)
                    .u64(lastSeen);
        }
    }

    /// @param more whether members come after the last of these
    record Members(int tag, List<Member> members, boolean more) implements RelayFrame {
        static final int MAX = 256;

        public Members {
            members = List.copyOf(members);
        }

        static Members read(OctetReader in) throws MalformedException {
            return new Members(in.u32(), in.list(MAX, Member::read), in.flag());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).list(members, Member::write).flag(more);
        }
    }

    /// A member joined, or their manifest or profile changed.
    record MemberChanged(Member member) implements RelayFrame {
        static MemberChanged read(OctetReader in) throws MalformedException {
            return new MemberChanged(Member.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            member.write(out);
        }
    }

    record MemberLeft(AccountId account) implements RelayFrame {
        static MemberLeft read(OctetReader in) throws MalformedException {
            return new MemberLeft(AccountId.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            account.write(out);
        }
    }

    /// Who holds a number. An open relay tells nothing of their presence.
    record Found(int tag, Member member) implements RelayFrame {
        static Found read(OctetReader in) throws MalformedException {
            return new Found(in.u32(), Member.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            member.write(out.u32(tag));
        }
    }

    /// What shows that somebody is a member, and not which one: it is the same for all, and another
    /// one each time a member is removed.
    ///
    /// @param pass 16 octets
    record Pass(int tag, Octets pass) implements RelayFrame {
        static final int LENGTH = 16;

        static Pass read(OctetReader in) throws MalformedException {
            return new Pass(in.u32(), in.octets(LENGTH));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).octets(pass);
        }

        @Override
        public String toString() {
            return "Pass[…]";
        }
    }

    /// The owner has removed this account. The connection ends.
    record Removed() implements RelayFrame {
        @Override
        public void write(OctetWriter out) {
            // Nothing but its type.
        }
    }

    /// A member came or went.
    ///
    /// @param lastSeen seconds since 1970, 0 if online
    record Presence(AccountId account, boolean online, long lastSeen) implements RelayFrame {
        static Presence read(OctetReader in) throws MalformedException {
            return new Presence(AccountId.read(in), in.flag(), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            account.write(out);
            out.flag(online).u64(lastSeen);
        }
    }

    /// Where the relay is reached now, after signing in and whenever that changes: clients keep it
    /// and try these addresses, always with the pin they have.
    ///
    /// @param relays one to eight
    record Addresses(List<RelayAddress> relays) implements RelayFrame {
        public Addresses {
            relays = List.copyOf(relays);
            if (relays.isEmpty() || relays.size() > Invite.MAX_RELAYS) {
                throw new IllegalArgumentException("a relay is reached at one to eight addresses");
            }
        }

        static Addresses read(OctetReader in) throws MalformedException {
            List<RelayAddress> relays = in.list(Invite.MAX_RELAYS, RelayAddress::read);
            if (relays.isEmpty()) {
                throw new MalformedException("a relay without an address");
            }
            return new Addresses(relays);
        }

        @Override
        public void write(OctetWriter out) {
            out.list(relays, RelayAddress::write);
        }
    }

    /// Few one-time pairs are left for the device of this connection.
    record KeysLow(int left) implements RelayFrame {
        static KeysLow read(OctetReader in) throws MalformedException {
            return new KeysLow(in.u16());
        }

        @Override
        public void write(OctetWriter out) {
            out.u16(left);
        }
    }

    /// The code and the account key are right, but the account has a manifest that the confirmed one
    /// does not follow. The same code may be confirmed again, with the one after this.
    ///
    /// @param manifest encoded
    record KnownManifest(int tag, Octets manifest) implements RelayFrame {
        static KnownManifest read(OctetReader in) throws MalformedException {
            return new KnownManifest(in.u32(), Octets.of(in.opaque16(1024)));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).opaque16(manifest.toArray());
        }
    }

    /// Somebody confirmed a code for this account's number with another account key.
    record NumberClaimed() implements RelayFrame {
        @Override
        public void write(OctetWriter out) {
            // Nothing but its type.
        }
    }

    /// Answers [ClientFrame.Ping].
    record Pong() implements RelayFrame {
        @Override
        public void write(OctetWriter out) {
            // Nothing but its type.
        }
    }
}
