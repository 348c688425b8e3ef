package app.parley.protocol;

import app.parley.fuzz.Canonical;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.content.Content;
import app.parley.protocol.content.FirstContact;
import app.parley.protocol.wire.FrameCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A length of a gibibyte (or of 65,535, or a negative one) anywhere in any structure is refused, or
/// is no length there; nothing is allocated for it either way.
class HugeLengthsTest {
    private static final int[] HUGE = {1 << 30, Integer.MAX_VALUE, -1, Integer.MIN_VALUE};
    /// Octets at both ends of a structure where a length can be; the rest is keys and envelopes.
    private static final int ENDS = 700;

    private static <T> void everywhere(byte[] whole, Canonical.Decoder<T> decoder) {
        for (int at = 0; at + Integer.BYTES <= whole.length; at++) {
            if (at > ENDS && at < whole.length - ENDS) {
                continue;
            }
            for (int huge : HUGE) {
                byte[] broken = whole.clone();
                ByteBuffer.wrap(broken).putInt(at, huge);
                Canonical.find(broken, bytes -> Canonical.decoded(bytes, MalformedException.class, decoder));
            }
        }
    }

    private static byte[] withoutLength(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameCodec.PREFIX, frame.length);
    }

    @Test
    void in_frames() {
        Examples.clientFrames()
                .values()
                .forEach(frame -> everywhere(withoutLength(FrameCodec.encode(frame)), FrameCodec::decodeClient));
        Examples.relayFrames()
                .values()
                .forEach(frame -> everywhere(withoutLength(FrameCodec.encode(frame)), FrameCodec::decodeRelay));
    }

    @Test
    void in_contents_and_structures() {
        Examples.contents().values().forEach(content -> everywhere(content.encode(), Content::decode));
        everywhere(Examples.firstContact().encode(), FirstContact::decode);
        everywhere(Examples.profile().encode(), CircleProfile::decode);
        everywhere(Examples.MANIFEST.encode(), Manifest::decode);
        everywhere(Examples.BUNDLE.encode(), KeyBundle::decode);
    }
}
