package app.parley.relay.mailbox;

import app.parley.crypto.Sha256;
import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Well-formed things of no meaning: a store checks no signature.
final class Samples {
    private Samples() {}

    static Octets fill(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return Octets.of(bytes);
    }

    static Manifest manifest(int n, long seq) {
        return manifest(n, seq, fill(32, 0), 1);
    }

    private static Manifest manifest(int n, long seq, Octets previous, int key) {
        Manifest.Device device = new Manifest.Device(1, fill(32, key), fill(32, key));
        return new Manifest(fill(32, n), seq, previous, 1, List.of(device), fill(64, 9));
    }

    /// The next of an account, with another device key.
    static Manifest next(Manifest old) {
        int n = old.accountKey().toArray()[0];
        return manifest(n, old.seq() + 1, Octets.of(Sha256.of(old.encode())), (int) old.seq() + 1);
    }

    static KeyBundle bundle(AccountId account, long counter, long expiresAt) {
        return new KeyBundle(
                account,
                1,
                fill(32, 1),
                counter,
                1,
                fill(32, 2),
                fill(KeyBundle.KEM_LENGTH, 3),
                fill(KeyBundle.SEAL_LENGTH, 4),
                new MailboxId.Send(fill(24, 5)),
                expiresAt,
                fill(64, 6));
    }

    static List<OneTimeKey> oneTime(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(id -> new OneTimeKey(id, fill(32, id), fill(KeyBundle.KEM_LENGTH, id), fill(64, id)))
                .toList();
    }
}
