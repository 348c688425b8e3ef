package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.relay.PendingCode;
import app.parley.relay.otp.OtpDesk.Shared;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordTest {
    private static final AccountId ACCOUNT = new AccountId(Peer.octets(32));
    private static final PhoneNumber PHONE = PhoneNumber.parse("+12025550100").orElseThrow();

    private static Shared code(Optional<PendingCode> note) {
        return new Shared(PHONE, Peer.octets(32), Peer.octets(32), note, Duration.ofSeconds(77));
    }

    @Test
    void every_word_is_read_as_it_was_written_and_nothing_else_is() throws MalformedException {
        PendingCode note = new PendingCode(PHONE, "123456", Instant.ofEpochSecond(1_800_000_000));
        for (Word word : List.of(
                new Word.Hello(),
                new Word.Alive(List.of(new RelayAddress("relay.example.org", 4747))),
                new Word.Bye(),
                new Word.Came(ACCOUNT, true),
                new Word.Here(List.of(new Word.Came(ACCOUNT, false))),
                new Word.Left(ACCOUNT, 1_800_000_000),
                new Word.Hid(ACCOUNT, true),
                new Word.Changed(ACCOUNT),
                new Word.Gone(ACCOUNT),
                new Word.Removed(ACCOUNT),
                new Word.Push(ACCOUNT, 1, Octets.of(new byte[] {1, 2, 3})),
                new Word.Code(code(Optional.of(note))),
                new Word.Code(code(Optional.empty())),
                new Word.Look())) {
            byte[] encoded = word.encode();
            assertEquals(word, Word.decode(encoded));
            assertArrayEquals(encoded, Word.decode(encoded).encode());
            for (int length = 0; length < encoded.length; length++) {
                byte[] cut = Arrays.copyOf(encoded, length);
                assertThrows(MalformedException.class, () -> Word.decode(cut), word::toString);
            }
            byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
            assertThrows(MalformedException.class, () -> Word.decode(longer));
        }
        assertThrows(MalformedException.class, () -> Word.decode(new byte[] {99}));
    }
}
