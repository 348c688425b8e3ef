package app.parley.bench;

import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import app.parley.crypto.secret.SigningKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.Envelope;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.relay.RelayConfig;
import app.parley.relay.core.HostedRelay;
import app.parley.relay.mailbox.MailboxStore;
import app.parley.relay.mailbox.SqliteRelayStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A relay's data directory with a member and mailboxes in it, put there behind the relay's back: what is not
/// measured need not go over the network.
final class RelayHouse {
    private static final int DEVICE = 1;
    private static final long DISK = 20L << 30;

    final Path data;
    private final SigningKey signing;
    private final AccountId account;
    private final RelayPin pin;
    private final List<Box> boxes = new ArrayList<>();

    /// The two capabilities of a mailbox.
    record Box(MailboxId.Read rid, MailboxId.Send sid, byte[] sidOctets) {
        static Box of(int number) {
            byte[] sid = capability("sid", number);
            return new Box(
                    new MailboxId.Read(Octets.of(capability("rid", number))), new MailboxId.Send(Octets.of(sid)), sid);
        }

        private static byte[] capability(String kind, int number) {
            byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
            return Arrays.copyOf(
                    Sha256.of(name, ByteBuffer.allocate(4).putInt(number).array()), 24);
        }
    }

    private RelayHouse(Path data, RelayPin pin, SigningKey signing, AccountId account) {
        this.data = data;
        this.pin = pin;
        this.signing = signing;
        this.account = account;
    }

    /// Makes the directory as the relay itself does, then the member and the mailboxes.
    static RelayHouse make(Path data, int mailboxes) throws Exception {
        RelayPin pin;
        try (HostedRelay first =
                HostedRelay.start(RelayConfig.of(data, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom()))) {
            pin = first.pin();
        }
        SigningKey aik = SigningKey.generate(Randomness.system());
        SigningKey dsk = SigningKey.generate(Randomness.system());
        Octets key = Octets.of(aik.publicKey());
        AccountId account = new AccountId(
                Octets.of(Sha256.of("parley/1/account".getBytes(StandardCharsets.US_ASCII), aik.publicKey())));
        RelayHouse house = new RelayHouse(data, pin, dsk, account);
        List<Manifest.Device> devices = List.of(new Manifest.Device(
                DEVICE,
                Octets.of(dsk.publicKey()),
                Octets.of(Randomness.system().bytes(32))));
        Octets none = Octets.of(new byte[32]);
        byte[] signed = Manifest.signedPart(key, 1, none, 1, devices);
        Manifest manifest = new Manifest(key, 1, none, 1, devices, Octets.of(aik.sign("manifest", signed)));
        try (SqliteRelayStore store = house.store()) {
            store.accounts()
                    .register(account, none, manifest, Instant.now(), someone -> false)
                    .join();
            for (int i = 0; i < mailboxes; i++) {
                house.boxes.add(Box.of(i));
            }
            all(house.boxes.stream()
                    .map(box -> store.mail()
                            .create(hash(box.rid().octets()), hash(box.sid().octets())))
                    .toList());
        }
        return house;
    }

    private SqliteRelayStore store() {
        return SqliteRelayStore.open(data.resolve("relay.db"), DISK, Clock.systemUTC(), Randomness.system());
    }

    private static Octets hash(Octets capability) {
        return Octets.of(Sha256.of(capability.toArray()));
    }

    private static void all(List<? extends CompletableFuture<?>> futures) {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
    }

    Box box(int number) {
        return boxes.get(number);
    }

    /// What the member answers to a welcome.
    ClientFrame signIn(Octets nonce) {
        byte[] signed = new OctetWriter().octets(nonce).octets(pin.octets()).toArray();
        return new ClientFrame.Authenticate(1, account, DEVICE, Octets.of(signing.sign("sign-in", signed)));
    }

    /// Puts as many messages into every mailbox.
    void queue(int each) {
        try (SqliteRelayStore store = store()) {
            for (int number = 0; number < boxes.size(); number++) {
                Octets sid = hash(box(number).sid().octets());
                List<CompletableFuture<MailboxStore.Appended>> appended = new ArrayList<>();
                for (int n = 0; n < each; n++) {
                    ByteBuf envelope = Unpooled.buffer(Payload.LENGTH);
                    new Payload(0, number, n).write(envelope, 0);
                    appended.add(store.mail().append(sid, Envelope.of(envelope.array())));
                }
                all(appended);
            }
        }
    }
}
