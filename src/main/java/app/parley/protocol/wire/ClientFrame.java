package app.parley.protocol.wire;

import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.Invite;
import app.parley.protocol.MailboxId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.PhoneNumber;
import java.util.List;

/// What a client sends to a relay (PROTOCOL.md §7). A `tag` is chosen by the client and comes
/// back with the answer.
public sealed interface ClientFrame
        permits ClientFrame.RequestCode,
                ClientFrame.ConfirmCode,
                ClientFrame.Authenticate,
                ClientFrame.PublishManifest,
                ClientFrame.PublishKeys,
                ClientFrame.FetchKeys,
                ClientFrame.CreateMailbox,
                ClientFrame.DeleteMailbox,
                ClientFrame.Subscribe,
                ClientFrame.Send,
                ClientFrame.Ack,
                ClientFrame.QueryExpired,
                ClientFrame.PublishProfile,
                ClientFrame.ListMembers,
                ClientFrame.FindByNumber,
                ClientFrame.SetPresence,
                ClientFrame.Ping,
                ClientFrame.AskPass,
                ClientFrame.Renew,
                BlobFrame.Ask {
    /// The most entries of a list in one request.
    int MAX_LIST = 256;

    /// The longest encrypted profile, in octets.
    int MAX_PROFILE = 16384;

    /// Writes the body of the frame, without length and type.
    void write(OctetWriter out);

    /// Asks for a one-time code, which goes to the relay's owner and never comes back here.
    ///
    /// @param accountKeyHash SHA-256 of the AIK that will confirm, 32 octets
    /// @param admission from the invite, 16 octets
    record RequestCode(int tag, PhoneNumber phone, Octets accountKeyHash, Octets admission) implements ClientFrame {
        static RequestCode read(OctetReader in) throws MalformedException {
            return new RequestCode(in.u32(), PhoneNumber.read(in), in.octets(32), in.octets(Invite.ADMISSION_LENGTH));
        }

        @Override
        public void write(OctetWriter out) {
            phone.write(out.u32(tag));
            out.octets(accountKeyHash).octets(admission);
        }
    }

    /// Confirms a code and registers the account.
    ///
    /// @param manifest the encoded manifest, whose AIK signs
    /// @param signature AIK's, purpose `confirm`, over [#signedPart]; 64 octets
    record ConfirmCode(int tag, PhoneNumber phone, String code, Octets admission, Octets manifest, Octets signature)
            implements ClientFrame {
        static final int MAX_CODE = 8;

        /// What AIK signs, so that a stolen code is of no use to another key, on another
        /// connection or at another relay.
        ///
        /// @param nonce the connection's, from `Welcome`
        /// @param pin the relay's, as pinned by the client
        public static byte[] signedPart(Octets nonce, Octets pin, PhoneNumber phone, String code, Octets manifest) {
            OctetWriter out = new OctetWriter().octets(nonce).octets(pin);
            phone.write(out);
            return out.text(code).opaque16(manifest.toArray()).toArray();
        }

        static ConfirmCode read(OctetReader in) throws MalformedException {
            return new ConfirmCode(
                    in.u32(),
                    PhoneNumber.read(in),
                    in.text(MAX_CODE),
                    in.octets(Invite.ADMISSION_LENGTH),
                    Octets.of(in.opaque16(1024)),
                    in.octets(64));
        }

        @Override
        public void write(OctetWriter out) {
            phone.write(out.u32(tag));
            out.text(code).octets(admission).opaque16(manifest.toArray()).octets(signature);
        }

        @Override
        public String toString() {
            return "ConfirmCode[" + phone + "]";
        }
    }

    /// Signs in a known account.
    ///
    /// @param signature DSK's, purpose `sign-in`, over `nonce32 | pin32`; 64 octets
    record Authenticate(int tag, AccountId account, int deviceId, Octets signature) implements ClientFrame {
        static Authenticate read(OctetReader in) throws MalformedException {
            return new Authenticate(in.u32(), AccountId.read(in), in.u8(), in.octets(64));
        }

        @Override
        public void write(OctetWriter out) {
            account.write(out.u32(tag));
            out.u8(deviceId).octets(signature);
        }
    }

    /// Replaces the own manifest by a later one.
    record PublishManifest(int tag, Octets manifest) implements ClientFrame {
        static PublishManifest read(OctetReader in) throws MalformedException {
            return new PublishManifest(in.u32(), Octets.of(in.opaque16(1024)));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).opaque16(manifest.toArray());
        }
    }

    /// Replaces the own bundle and adds one-time pairs (at most 50 kept).
    record PublishKeys(int tag, Octets bundle, List<OneTimeKey> oneTime) implements ClientFrame {
        /// One-time pairs a relay keeps for a device.
        public static final int MAX_ONE_TIME = 50;

        static PublishKeys read(OctetReader in) throws MalformedException {
            return new PublishKeys(in.u32(), Octets.of(in.opaque16(4096)), in.list(MAX_ONE_TIME, OneTimeKey::read));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).opaque16(bundle.toArray()).list(oneTime, OneTimeKey::write);
        }
    }

    /// Takes another device's manifest, bundle and one of its one-time pairs.
    record FetchKeys(int tag, AccountId account, int deviceId) implements ClientFrame {
        static FetchKeys read(OctetReader in) throws MalformedException {
            return new FetchKeys(in.u32(), AccountId.read(in), in.u8());
        }

        @Override
        public void write(OctetWriter out) {
            account.write(out.u32(tag));
            out.u8(deviceId);
        }
    }

    /// Makes a mailbox. Needs a signed-in connection, for the limit; whose it is is not kept.
    record CreateMailbox(int tag, MailboxId.Read rid, MailboxId.Send sid) implements ClientFrame {
        static CreateMailbox read(OctetReader in) throws MalformedException {
            return new CreateMailbox(in.u32(), MailboxId.Read.read(in), MailboxId.Send.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            rid.write(out.u32(tag));
            sid.write(out);
        }
    }

    /// Removes a mailbox with all it holds.
    record DeleteMailbox(int tag, MailboxId.Read rid) implements ClientFrame {
        static DeleteMailbox read(OctetReader in) throws MalformedException {
            return new DeleteMailbox(in.u32(), MailboxId.Read.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            rid.write(out.u32(tag));
        }
    }

    /// Begins delivery of mailboxes on this connection; one that was subscribed elsewhere moves
    /// here.
    record Subscribe(int tag, List<Entry> mailboxes) implements ClientFrame {
        /// @param handle chosen by the client, unique on the connection; stands for the mailbox
        ///     from here on
        public record Entry(int handle, MailboxId.Read rid) {
            static Entry read(OctetReader in) throws MalformedException {
                return new Entry(in.u32(), MailboxId.Read.read(in));
            }

            void write(OctetWriter out) {
                rid.write(out.u32(handle));
            }
        }

        public Subscribe {
            mailboxes = List.copyOf(mailboxes);
        }

        static Subscribe read(OctetReader in) throws MalformedException {
            return new Subscribe(in.u32(), in.list(MAX_LIST, Entry::read));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).list(mailboxes, Entry::write);
        }
    }

    /// Appends an envelope to a mailbox. Sending the same bytes again is harmless.
    record Send(int tag, MailboxId.Send sid, Envelope envelope) implements ClientFrame {
        static Send read(OctetReader in) throws MalformedException {
            return new Send(in.u32(), MailboxId.Send.read(in), new Envelope(in.octets32(Envelope.MAX)));
        }

        @Override
        public void write(OctetWriter out) {
            sid.write(out.u32(tag));
            out.opaque32(envelope.octets());
        }
    }

    /// Everything up to and including `upTo` of a subscribed mailbox is stored; the relay erases
    /// it. No answer; repeating it is harmless.
    record Ack(int handle, long upTo) implements ClientFrame {
        static Ack read(OctetReader in) throws MalformedException {
            return new Ack(in.u32(), in.u64());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(handle).u64(upTo);
        }
    }

    /// Asks which envelopes sent to a mailbox expired there.
    record QueryExpired(int tag, MailboxId.Send sid) implements ClientFrame {
        static QueryExpired read(OctetReader in) throws MalformedException {
            return new QueryExpired(in.u32(), MailboxId.Send.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            sid.write(out.u32(tag));
        }
    }

    /// Replaces the own profile, which is encrypted under the circle's key.
    record PublishProfile(int tag, Octets profile) implements ClientFrame {
        static PublishProfile read(OctetReader in) throws MalformedException {
            return new PublishProfile(in.u32(), Octets.of(in.opaque16(MAX_PROFILE)));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).opaque16(profile.toArray());
        }
    }

    /// Lists the members of the circle whose account id comes after `after` (32 zeros for all),
    /// in pages.
    record ListMembers(int tag, AccountId after) implements ClientFrame {
        static ListMembers read(OctetReader in) throws MalformedException {
            return new ListMembers(in.u32(), AccountId.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            after.write(out.u32(tag));
        }
    }

    /// Asks which account holds a number. Limited to 20 an hour; unknown and hidden answer alike.
    record FindByNumber(int tag, PhoneNumber phone) implements ClientFrame {
        static FindByNumber read(OctetReader in) throws MalformedException {
            return new FindByNumber(in.u32(), PhoneNumber.read(in));
        }

        @Override
        public void write(OctetWriter out) {
            phone.write(out.u32(tag));
        }
    }

    /// Whether the circle is told when this account is online.
    record SetPresence(int tag, boolean visible) implements ClientFrame {
        static SetPresence read(OctetReader in) throws MalformedException {
            return new SetPresence(in.u32(), in.flag());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).flag(visible);
        }
    }

    /// Asks for the pass with which a member renews mailboxes on a connection that never says
    /// whose it is.
    record AskPass(int tag) implements ClientFrame {
        static AskPass read(OctetReader in) throws MalformedException {
            return new AskPass(in.u32());
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag);
        }
    }

    /// Renews the leases of mailboxes.
    ///
    /// @param pass from [RelayFrame.Pass], 16 octets; the same for all members
    record Renew(int tag, Octets pass, List<MailboxId.Read> mailboxes) implements ClientFrame {
        public Renew {
            mailboxes = List.copyOf(mailboxes);
        }

        static Renew read(OctetReader in) throws MalformedException {
            return new Renew(in.u32(), in.octets(RelayFrame.Pass.LENGTH), in.list(MAX_LIST, MailboxId.Read::read));
        }

        @Override
        public void write(OctetWriter out) {
            out.u32(tag).octets(pass).list(mailboxes, MailboxId.Read::write);
        }

        @Override
        public String toString() {
            return "Renew[" + mailboxes.size() + "]";
        }
    }

    /// Asks for a [RelayFrame.Pong], to notice a dead connection.
    record Ping() implements ClientFrame {
        @Override
        public void write(OctetWriter out) {
            // Nothing but its type.
        }
    }
}
