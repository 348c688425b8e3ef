package app.parley.protocol.wire;

import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import java.nio.ByteBuffer;

/// Frames to bytes and back: `u32 length | u8 type | body`, where `length` counts type and body
/// (PROTOCOL.md §7). Client types are below 128, relay types from 128, so that a peer that talks
/// to itself is noticed.
public final class FrameCodec {
    /// The largest `length`. A connection that announces more is closed before anything is read
    /// or allocated.
    public static final int MAX_FRAME = 131_072;

    /// Octets before type and body.
    public static final int PREFIX = 4;

    private FrameCodec() {}

    /// The whole frame with its length.
    public static byte[] encode(ClientFrame frame) {
        OctetWriter out = new OctetWriter().u32(0).u8(type(frame));
        frame.write(out);
        return framed(out.toArray());
    }

    /// The whole frame with its length.
    public static byte[] encode(RelayFrame frame) {
        OctetWriter out = new OctetWriter().u32(0).u8(type(frame));
        frame.write(out);
        return framed(out.toArray());
    }

    private static byte[] framed(byte[] frame) {
        int length = frame.length - PREFIX;
        if (length > MAX_FRAME) {
            throw new IllegalArgumentException("a frame is too long");
        }
        ByteBuffer.wrap(frame).putInt(length);
        return frame;
    }

    /// @param typeAndBody a frame without its length
    public static ClientFrame decodeClient(byte[] typeAndBody) throws MalformedException {
        return OctetReader.whole(typeAndBody, FrameCodec::readClient);
    }

    /// @param typeAndBody a frame without its length, of which nothing is kept
    public static ClientFrame decodeClient(ByteBuffer typeAndBody) throws MalformedException {
        return OctetReader.whole(typeAndBody, FrameCodec::readClient);
    }

    /// @param typeAndBody a frame without its length
    public static RelayFrame decodeRelay(byte[] typeAndBody) throws MalformedException {
        return OctetReader.whole(typeAndBody, FrameCodec::readRelay);
    }

    private static int type(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.RequestCode f -> 1;
            case ClientFrame.ConfirmCode f -> 2;
            case ClientFrame.Authenticate f -> 3;
            case ClientFrame.PublishManifest f -> 4;
            case ClientFrame.PublishKeys f -> 5;
            case ClientFrame.FetchKeys f -> 6;
            case ClientFrame.CreateMailbox f -> 7;
            case ClientFrame.DeleteMailbox f -> 8;
            case ClientFrame.Subscribe f -> 9;
            case ClientFrame.Send f -> 10;
            case ClientFrame.Ack f -> 11;
            case ClientFrame.QueryExpired f -> 12;
            case ClientFrame.PublishProfile f -> 13;
            case ClientFrame.ListMembers f -> 14;
            case ClientFrame.FindByNumber f -> 15;
            case ClientFrame.SetPresence f -> 16;
            case ClientFrame.Ping f -> 17;
            case ClientFrame.AskPass f -> 18;
            case ClientFrame.Renew f -> 19;
            case BlobFrame.Create f -> 20;
            case BlobFrame.Put f -> 21;
            case BlobFrame.Query f -> 22;
            case BlobFrame.Get f -> 23;
            case BlobFrame.Delete f -> 24;
        };
    }

    private static ClientFrame readClient(OctetReader in) throws MalformedException {
        return switch (in.u8()) {
            case 1 -> ClientFrame.RequestCode.read(in);
            case 2 -> ClientFrame.ConfirmCode.read(in);
            case 3 -> ClientFrame.Authenticate.read(in);
            case 4 -> ClientFrame.PublishManifest.read(in);
            case 5 -> ClientFrame.PublishKeys.read(in);
            case 6 -> ClientFrame.FetchKeys.read(in);
            case 7 -> ClientFrame.CreateMailbox.read(in);
            case 8 -> ClientFrame.DeleteMailbox.read(in);
            case 9 -> ClientFrame.Subscribe.read(in);
            case 10 -> ClientFrame.Send.read(in);
            case 11 -> ClientFrame.Ack.read(in);
            case 12 -> ClientFrame.QueryExpired.read(in);
            case 13 -> ClientFrame.PublishProfile.read(in);
            case 14 -> ClientFrame.ListMembers.read(in);
            case 15 -> ClientFrame.FindByNumber.read(in);
            case 16 -> ClientFrame.SetPresence.read(in);
            case 17 -> new ClientFrame.Ping();
            case 18 -> ClientFrame.AskPass.read(in);
            case 19 -> ClientFrame.Renew.read(in);
            case 20 -> BlobFrame.Create.read(in);
            case 21 -> BlobFrame.Put.read(in);
            case 22 -> BlobFrame.Query.read(in);
            case 23 -> BlobFrame.Get.read(in);
            case 24 -> BlobFrame.Delete.read(in);
            default -> throw new MalformedException("an unknown frame");
        };
    }

    private static int type(RelayFrame frame) {
        return switch (frame) {
            case RelayFrame.Welcome f -> 128;
            case RelayFrame.Done f -> 129;
            case RelayFrame.Refused f -> 130;
            case RelayFrame.CodeSent f -> 131;
            case RelayFrame.SignedIn f -> 132;
            case RelayFrame.Keys f -> 133;
            case RelayFrame.Subscribed f -> 134;
            case RelayFrame.Deliver f -> 135;
            case RelayFrame.Accepted f -> 136;
            case RelayFrame.ExpiredList f -> 137;
            case RelayFrame.Members f -> 138;
            case RelayFrame.MemberChanged f -> 139;
            case RelayFrame.MemberLeft f -> 140;
            case RelayFrame.Found f -> 141;
            case RelayFrame.Presence f -> 142;
            case RelayFrame.KeysLow f -> 143;
            case RelayFrame.NumberClaimed f -> 144;
            case RelayFrame.Pong f -> 145;
            case RelayFrame.KnownManifest f -> 146;
            case RelayFrame.Pass f -> 147;
            case RelayFrame.Removed f -> 148;
            case RelayFrame.Addresses f -> 151;
            case BlobFrame.State f -> 149;
            case BlobFrame.Part f -> 150;
        };
    }

    private static RelayFrame readRelay(OctetReader in) throws MalformedException {
        return switch (in.u8()) {
            case 128 -> RelayFrame.Welcome.read(in);
            case 129 -> RelayFrame.Done.read(in);
            case 130 -> RelayFrame.Refused.read(in);
            case 131 -> RelayFrame.CodeSent.read(in);
            case 132 -> RelayFrame.SignedIn.read(in);
            case 133 -> RelayFrame.Keys.read(in);
            case 134 -> RelayFrame.Subscribed.read(in);
            case 135 -> RelayFrame.Deliver.read(in);
            case 136 -> RelayFrame.Accepted.read(in);
            case 137 -> RelayFrame.ExpiredList.read(in);
            case 138 -> RelayFrame.Members.read(in);
            case 139 -> RelayFrame.MemberChanged.read(in);
            case 140 -> RelayFrame.MemberLeft.read(in);
            case 141 -> RelayFrame.Found.read(in);
            case 142 -> RelayFrame.Presence.read(in);
            case 143 -> RelayFrame.KeysLow.read(in);
            case 144 -> new RelayFrame.NumberClaimed();
            case 145 -> new RelayFrame.Pong();
            case 146 -> RelayFrame.KnownManifest.read(in);
            case 147 -> RelayFrame.Pass.read(in);
            case 148 -> new RelayFrame.Removed();
            case 149 -> BlobFrame.State.read(in);
            case 150 -> BlobFrame.Part.read(in);
            case 151 -> RelayFrame.Addresses.read(in);
            default -> throw new MalformedException("an unknown frame");
        };
    }
}
