package app.parley.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.protocol.Examples;
import app.parley.protocol.MalformedException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    static Collection<ClientFrame> clientFrames() {
        return Examples.clientFrames().values();
    }

    static Collection<RelayFrame> relayFrames() {
        return Examples.relayFrames().values();
    }

    @ParameterizedTest
    @MethodSource("clientFrames")
    void a_client_frame_comes_back_as_it_was(ClientFrame frame) throws MalformedException {
        assertEquals(frame, FrameCodec.decodeClient(body(FrameCodec.encode(frame))));
    }

    @ParameterizedTest
    @MethodSource("relayFrames")
    void a_relay_frame_comes_back_as_it_was(RelayFrame frame) throws MalformedException {
        assertEquals(frame, FrameCodec.decodeRelay(body(FrameCodec.encode(frame))));
    }

    @Test
    void there_is_an_example_of_every_frame() {
        assertEquals(records(ClientFrame.class), clientFrames().size());
        assertEquals(records(RelayFrame.class), relayFrames().size());
    }

    private static long records(Class<?> sealed) {
        return sealed.isRecord()
                ? 1
                : Stream.of(sealed.getPermittedSubclasses())
                        .mapToLong(FrameCodecTest::records)
                        .sum();
    }

    @ParameterizedTest
    @MethodSource("clientFrames")
    void a_frame_cut_short_anywhere_is_refused(ClientFrame frame) {
        byte[] whole = body(FrameCodec.encode(frame));
        int step = Math.max(1, whole.length / 500);
        for (int length = 0; length < whole.length; length += step) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(MalformedException.class, () -> FrameCodec.decodeClient(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("relayFrames")
    void a_frame_with_something_left_over_is_refused(RelayFrame frame) {
        byte[] whole = body(FrameCodec.encode(frame));
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(MalformedException.class, () -> FrameCodec.decodeRelay(longer));
    }

    @Test
    void a_frame_of_the_other_side_or_of_no_kind_is_refused() {
        for (int type : new int[] {0, 18, 127, 128, 255}) {
            assertThrows(MalformedException.class, () -> FrameCodec.decodeClient(new byte[] {(byte) type}));
        }
        for (int type : new int[] {0, 17, 127, 146, 255}) {
            assertThrows(MalformedException.class, () -> FrameCodec.decodeRelay(new byte[] {(byte) type}));
        }
    }

    @Test
    void a_length_of_two_gigabytes_is_refused_before_anything_is_allocated() {
        byte[] send = body(FrameCodec.encode(new ClientFrame.Send(1, Examples.SID, Examples.ENVELOPE)));
        int lengthAt = 1 + 4 + 24;
        for (byte first : new byte[] {0x7f, (byte) 0x80, (byte) 0xff}) {
            byte[] hostile = send.clone();
            hostile[lengthAt] = first;
            assertThrows(MalformedException.class, () -> FrameCodec.decodeClient(hostile));
        }
    }

    @Test
    void flipped_and_random_octets_give_one_kind_of_error_or_a_frame() {
        Random random = new Random(7);
        Stream.concat(
                        clientFrames().stream().map(FrameCodec::encode),
                        relayFrames().stream().map(FrameCodec::encode))
                .map(FrameCodecTest::body)
                .forEach(whole -> {
                    for (int i = 0; i < 300; i++) {
                        byte[] hostile = whole.clone();
                        for (int flips = random.nextInt(4); flips >= 0; flips--) {
                            hostile[random.nextInt(hostile.length)] ^= (byte) (1 << random.nextInt(8));
                        }
                        survive(hostile);
                    }
                });
    }

    private static void survive(byte[] hostile) {
        try {
            ClientFrame frame = FrameCodec.decodeClient(hostile);
            assertEquals(frame, FrameCodec.decodeClient(body(FrameCodec.encode(frame))));
        } catch (MalformedException e) {
            assertMessageSaysARule(e);
        }
        try {
            RelayFrame frame = FrameCodec.decodeRelay(hostile);
            assertEquals(frame, FrameCodec.decodeRelay(body(FrameCodec.encode(frame))));
        } catch (MalformedException e) {
            assertMessageSaysARule(e);
        }
    }

    private static void assertMessageSaysARule(MalformedException e) {
        assertEquals(true, e.getMessage().matches("[a-zA-Z0-9 ,.\\^-]+"), e.getMessage());
    }

    private static byte[] body(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameCodec.PREFIX, frame.length);
    }
}
