package app.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.fuzz.Canonical;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.content.Content;
import app.parley.protocol.content.FirstContact;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.RelayFrame;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;

/// Everything of the protocol that is decoded from what strangers send (PROTOCOL.md §1).
class DecodersFuzzTest {
    @BeforeAll
    static void load() {
        // The phone library reads its tables when it first meets a country: not the input's fault.
        assertEquals("+12025550100", Examples.PHONE.e164());
    }

    @FuzzTest
    void client_frame(byte[] data) {
        Canonical.check(data, MalformedException.class, FrameCodec::decodeClient, DecodersFuzzTest::body);
    }

    @FuzzTest
    void relay_frame(byte[] data) {
        Canonical.check(data, MalformedException.class, FrameCodec::decodeRelay, DecodersFuzzTest::body);
    }

    private static byte[] body(ClientFrame frame) {
        byte[] framed = FrameCodec.encode(frame);
        return Arrays.copyOfRange(framed, FrameCodec.PREFIX, framed.length);
    }

    private static byte[] body(RelayFrame frame) {
        byte[] framed = FrameCodec.encode(frame);
        return Arrays.copyOfRange(framed, FrameCodec.PREFIX, framed.length);
    }

    @FuzzTest
    void content(byte[] data) {
        Canonical.check(data, MalformedException.class, Content::decode, Content::encode);
    }

    @FuzzTest
    void first_contact(byte[] data) {
        Canonical.check(data, MalformedException.class, FirstContact::decode, FirstContact::encode);
    }

    @FuzzTest
    void circle_profile(byte[] data) {
        Canonical.check(data, MalformedException.class, CircleProfile::decode, CircleProfile::encode);
    }

    @FuzzTest
    void manifest(byte[] data) {
        Canonical.check(data, MalformedException.class, Manifest::decode, Manifest::encode);
    }

    @FuzzTest
    void key_bundle(byte[] data) {
        Canonical.check(data, MalformedException.class, KeyBundle::decode, KeyBundle::encode);
    }

    @FuzzTest
    void one_time_key(byte[] data) {
        Canonical.check(
                data,
                MalformedException.class,
                bytes -> OctetReader.whole(bytes, OneTimeKey::read),
                key -> written(key::write));
    }

    @FuzzTest
    void envelope(byte[] data) {
        Canonical.check(data, IllegalArgumentException.class, Envelope::of, Envelope::toArray);
    }

    @FuzzTest
    void relay_address(byte[] data) {
        Canonical.check(
                data,
                MalformedException.class,
                bytes -> OctetReader.whole(bytes, RelayAddress::read),
                address -> written(address::write));
    }

    /// An address that a person typed is shown to them again: it must be read as the same one.
    @FuzzTest
    void typed_relay_address(byte[] data) {
        Canonical.find(data, bytes -> RelayAddress.parse(text(bytes)))
                .ifPresent(address -> assertEquals(Optional.of(address), RelayAddress.parse(address.toString())));
    }

    /// A number that was typed must survive the wire, where only its one canonical form is taken.
    @FuzzTest
    void phone_number(byte[] data) {
        Optional<PhoneNumber> typed = Canonical.find(data, bytes -> PhoneNumber.parse(text(bytes)));
        typed.ifPresent(number -> {
            byte[] encoded = written(number::write);
            assertEquals(
                    typed,
                    Canonical.check(
                            encoded, MalformedException.class, DecodersFuzzTest::phone, n -> written(n::write)));
            assertEquals(typed, PhoneNumber.parse(number.international()));
        });
        Canonical.check(data, MalformedException.class, DecodersFuzzTest::phone, number -> written(number::write));
    }

    private static PhoneNumber phone(byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, PhoneNumber::read);
    }

    /// A link alone has one text only; inside other words it must be found again.
    @FuzzTest
    void invite_link(byte[] data) {
        String typed = text(data);
        Canonical.find(data, bytes -> Optional.of(InviteLink.parse(typed))).ifPresent(parsed -> {
            if (parsed instanceof InviteLink.Parsed.Ok(Invite invite)) {
                String link = InviteLink.format(invite);
                assertEquals(parsed, InviteLink.parse(link));
                assertEquals(link, typed.substring(typed.indexOf(link)).substring(0, link.length()));
            }
        });
    }

    private static byte[] written(Consumer<OctetWriter> value) {
        OctetWriter out = new OctetWriter();
        value.accept(out);
        return out.toArray();
    }

    private static String text(byte[] data) {
        return new String(data, UTF_8);
    }
}
