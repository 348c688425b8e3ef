package app.parley.protocol;

import app.parley.protocol.content.Body;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.content.Content;
import app.parley.protocol.content.FirstContact;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One example of every structure, the same in tests and in docs/PROTOCOL.md. Keys and signatures
/// are patterns, not real ones: `0x01 01 01 …`.
public final class Examples {
    public static final PhoneNumber PHONE = PhoneNumber.parse("+12025550100").orElseThrow();
    public static final AccountId ACCOUNT = new AccountId(pattern(0x01, 32));
    public static final MailboxId.Read RID = new MailboxId.Read(pattern(0x02, 24));
    public static final MailboxId.Send SID = new MailboxId.Send(pattern(0x03, 24));
    public static final BlobId.Write WID = new BlobId.Write(pattern(0x19, 24));
    public static final BlobId.Read BID = new BlobId.Read(pattern(0x1a, 24));
    public static final Envelope ENVELOPE = Envelope.of(pattern(0x04, 4096).toArray());
    public static final EnvelopeId ENVELOPE_ID = new EnvelopeId(pattern(0x05, 16));
    public static final Octets MESSAGE_ID = pattern(0x06, 16);
    public static final Octets SIGNATURE = pattern(0x07, 64);
    public static final Octets HASH = pattern(0x08, 32);
    public static final long SECONDS = 1_800_000_000L;
    public static final OneTimeKey ONE_TIME = new OneTimeKey(5, pattern(0x0b, 32), pattern(0x0c, 1568), SIGNATURE);
    public static final Manifest MANIFEST = new Manifest(
            pattern(0x09, 32),
            1,
            pattern(0x00, 32),
            1,
            List.of(new Manifest.Device(1, pattern(0x0a, 32), pattern(0x0b, 32))),
            SIGNATURE);
    public static final KeyBundle BUNDLE = new KeyBundle(
            ACCOUNT,
            1,
            HASH,
            3,
            2,
            pattern(0x0d, 32),
            pattern(0x0e, 1568),
            pattern(0x0f, 1216),
            SID,
            SECONDS,
            SIGNATURE);
    public static final Invite INVITE = new Invite(
            List.of(new RelayAddress("192.0.2.7", 7443)),
            new RelayPin(HASH),
            pattern(0x10, 16),
            pattern(0x11, 32),
            Optional.of(new Invite.Inviter(pattern(0x09, 32), Optional.of(pattern(0x12, 16)))),
            Optional.of(new Invite.Personal(PHONE, "12345678")));

    private Examples() {}

    public static Octets pattern(int octet, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) octet);
        return Octets.of(bytes);
    }

    /// Every frame a client sends, by name.
    public static Map<String, ClientFrame> clientFrames() {
        Octets manifest = Octets.of(MANIFEST.encode());
        Octets bundle = Octets.of(BUNDLE.encode());
        return named(List.of(
                new ClientFrame.RequestCode(1, PHONE, HASH, INVITE.admission()),
                new ClientFrame.ConfirmCode(2, PHONE, "123456", INVITE.admission(), manifest, SIGNATURE),
                new ClientFrame.Authenticate(3, ACCOUNT, 1, SIGNATURE),
                new ClientFrame.PublishManifest(4, manifest),
                new ClientFrame.PublishKeys(5, bundle, List.of(ONE_TIME)),
                new ClientFrame.FetchKeys(6, ACCOUNT, 1),
                new ClientFrame.CreateMailbox(7, RID, SID),
                new ClientFrame.DeleteMailbox(8, RID),
                new ClientFrame.Subscribe(9, List.of(new ClientFrame.Subscribe.Entry(1, RID))),
                new ClientFrame.Send(10, SID, ENVELOPE),
                new ClientFrame.Ack(1, 42),
                new ClientFrame.QueryExpired(11, SID),
                new ClientFrame.PublishProfile(12, pattern(0x12, 556)),
                new ClientFrame.ListMembers(13, new AccountId(pattern(0, 32))),
                new ClientFrame.FindByNumber(14, PHONE),
                new ClientFrame.SetPresence(15, true),
                new ClientFrame.Ping(),
                new ClientFrame.AskPass(16),
                new ClientFrame.Renew(17, pattern(0x18, 16), List.of(RID)),
                new BlobFrame.Create(18, WID, BID, 140_000),
                new BlobFrame.Put(19, WID, 131_072, pattern(0x1b, 8_928)),
                new BlobFrame.Query(20, WID),
                new BlobFrame.Get(21, BID, 131_072),
                new BlobFrame.Delete(22, WID)));
    }

    /// Every frame a relay sends, by name.
    public static Map<String, RelayFrame> relayFrames() {
        Octets manifest = Octets.of(MANIFEST.encode());
        Octets bundle = Octets.of(BUNDLE.encode());
        RelayFrame.Member member = new RelayFrame.Member(ACCOUNT, manifest, pattern(0x12, 556), true, SECONDS);
        return named(List.of(
                new RelayFrame.Welcome(1, HASH, SECONDS * 1000),
                new RelayFrame.Done(4),
                new RelayFrame.Refused(2, Refusal.WRONG_CODE, 0, 4),
                new RelayFrame.CodeSent(1, 6, 600, 5, 60),
                new RelayFrame.SignedIn(3, 1, 3, 50),
                new RelayFrame.Keys(6, manifest, bundle, Optional.of(ONE_TIME)),
                new RelayFrame.Subscribed(9, List.of(new RelayFrame.Subscribed.State(1, true, 41, 42))),
                new RelayFrame.Deliver(1, 42, ENVELOPE),
                new RelayFrame.Accepted(10, SECONDS),
                new RelayFrame.ExpiredList(11, List.of(ENVELOPE_ID)),
                new RelayFrame.Members(13, List.of(member), false),
                new RelayFrame.MemberChanged(member),
                new RelayFrame.MemberLeft(ACCOUNT),
                new RelayFrame.Found(14, member),
                new RelayFrame.Presence(ACCOUNT, false, SECONDS),
                new RelayFrame.KeysLow(19),
                new RelayFrame.NumberClaimed(),
                new RelayFrame.Pong(),
                new RelayFrame.KnownManifest(2, manifest),
                new RelayFrame.Pass(16, pattern(0x18, 16)),
                new RelayFrame.Removed(),
                new BlobFrame.State(19, 140_000, 140_000, SECONDS),
                new BlobFrame.Part(21, 140_000, pattern(0x1b, 8_928)),
                new RelayFrame.Addresses(
                        List.of(new RelayAddress("relay.example.org", 4747), new RelayAddress("192.0.2.7", 4747)))));
    }

    /// One content of every kind, by name.
    public static Map<String, Content> contents() {
        return named(List.<Body>of(
                        new Body.Text("Shalom, 世界 👋", Optional.of(new Body.Target(false, MESSAGE_ID)), false, 86_400),
                        new Body.Delivered(List.of(MESSAGE_ID)),
                        new Body.Seen(List.of(MESSAGE_ID)),
                        new Body.Mailbox(SID),
                        new Body.ResendRequest(List.of(ENVELOPE_ID)),
                        new Body.ResendAnswer(List.of(ENVELOPE_ID), List.of()),
                        new Body.Renewed(Body.Renewed.Reason.ROLLED_BACK),
                        new Body.Invited(HASH),
                        new Body.OffTheRecord(true, 1),
                        new Body.Reaction(new Body.Target(false, MESSAGE_ID), "👍", 1),
                        new Body.Edit(MESSAGE_ID, 1, "Shalom, world 👋"),
                        new Body.Deleted(List.of(MESSAGE_ID)),
                        new Body.Timer(86_400, 1),
                        new Body.Typing(true)))
                .entrySet()
                .stream()
                .collect(LinkedHashMap::new, (map, e) -> map.put(e.getKey(), content(e.getValue())), Map::putAll);
    }

    public static Content content(Body body) {
        return new Content(
                MESSAGE_ID,
                HASH,
                SECONDS * 1000,
                pattern(0x13, 32),
                pattern(0x14, 32),
                List.of(pattern(0x15, 16)),
                body,
                Optional.of(SIGNATURE));
    }

    public static FirstContact firstContact() {
        return new FirstContact(
                Octets.of(MANIFEST.encode()), 1, 2, 5, pattern(0x16, 32), pattern(0x17, 1568), SID, ENVELOPE);
    }

    public static CircleProfile profile() {
        return new CircleProfile(ACCOUNT, 1, 4, "Alice", Optional.of(PHONE), SIGNATURE);
    }

    private static <T> Map<String, T> named(List<? extends T> values) {
        Map<String, T> out = new LinkedHashMap<>();
        values.forEach(value -> out.put(value.getClass().getSimpleName(), value));
        return out;
    }
}
