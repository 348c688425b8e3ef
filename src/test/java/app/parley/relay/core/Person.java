package app.parley.relay.core;

import app.parley.crypto.Randomness;
import app.parley.crypto.Sha256;
import app.parley.crypto.secret.SigningKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.PendingCode;
import app.parley.relay.Relay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Somebody with one device and real signing keys.
public final class Person {
    static final int DEVICE = 1;

    final SigningKey aik = SigningKey.generate(Randomness.system());
    final SigningKey dsk = SigningKey.generate(Randomness.system());
    final PhoneNumber phone;
    public final AccountId id = Registration.accountId(Octets.of(aik.publicKey()));
    Manifest manifest = manifest(1, Octets.of(new byte[32]));

    public Person(String phone) {
        this.phone = PhoneNumber.parse(phone).orElseThrow();
    }

    Manifest manifest(long seq, Octets previous) {
        Octets key = Octets.of(aik.publicKey());
        List<Manifest.Device> devices =
                List.of(new Manifest.Device(DEVICE, Octets.of(dsk.publicKey()), Peer.octets(32)));
        byte[] signed = Manifest.signedPart(key, seq, previous, 1, devices);
        return new Manifest(key, seq, previous, 1, devices, Octets.of(aik.sign("manifest", signed)));
    }

    Manifest nextManifest() {
        return manifest(manifest.seq() + 1, Octets.of(Sha256.of(manifest.encode())));
    }

    Octets keyHash() {
        return Octets.of(Sha256.of(aik.publicKey()));
    }

    RelayFrame requestCode(Peer peer, Invite invite) throws IOException {
        return peer.ask(t -> new ClientFrame.RequestCode(t, phone, keyHash(), invite.admission()));
    }

    RelayFrame confirm(Peer peer, Invite invite, String code) throws IOException {
        Octets encoded = Octets.of(manifest.encode());
        byte[] signed = ClientFrame.ConfirmCode.signedPart(
                peer.connection.welcome().nonce(), invite.pin().octets(), phone, code, encoded);
        Octets signature = Octets.of(aik.sign("confirm", signed));
        return peer.ask(t -> new ClientFrame.ConfirmCode(t, phone, code, invite.admission(), encoded, signature));
    }

    /// The newest code for this number on the owner's screen.
    String codeFrom(Relay relay) {
        return relay.pendingCodes().stream()
                .filter(pending -> pending.phone().equals(phone))
                .map(PendingCode::code)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    RelayFrame signUp(Peer peer, Relay relay) throws IOException {
        requestCode(peer, relay.invite());
        return confirm(peer, relay.invite(), codeFrom(relay));
    }

    /// Asks to be let in, whatever the answer.
    public static void asks(Relay relay, Person person) throws IOException {
        try (Peer peer = Peer.dial(relay)) {
            person.signUp(peer, relay);
        }
    }

    public static Peer signedUp(Relay relay, Person person) throws IOException {
        Peer peer = Peer.dial(relay);
        if (!(person.signUp(peer, relay) instanceof RelayFrame.SignedIn)) {
            throw new AssertionError("not signed in");
        }
        return peer;
    }

    RelayFrame authenticate(Peer peer, RelayPin pin) throws IOException {
        byte[] signed = new OctetWriter()
                .octets(peer.connection.welcome().nonce())
                .octets(pin.octets())
                .toArray();
        Octets signature = Octets.of(dsk.sign("sign-in", signed));
        return peer.ask(t -> new ClientFrame.Authenticate(t, id, DEVICE, signature));
    }

    /// Signs for another purpose than it says.
    RelayFrame authenticateWrongly(Peer peer) throws IOException {
        Octets signature = Octets.of(dsk.sign("confirm", new byte[64]));
        return peer.ask(t -> new ClientFrame.Authenticate(t, id, DEVICE, signature));
    }

    KeyBundle bundle(long counter, long expiresAt) {
        KeyBundle unsigned = new KeyBundle(
                id,
                DEVICE,
                Octets.of(Sha256.of(manifest.encode())),
                counter,
                1,
                Peer.octets(32),
                Peer.octets(KeyBundle.KEM_LENGTH),
                Peer.octets(KeyBundle.SEAL_LENGTH),
                new MailboxId.Send(Peer.octets(24)),
                expiresAt,
                Octets.of(new byte[64]));
        return unsigned.signed(dsk.sign("bundle", unsigned.signedPart()));
    }

    List<OneTimeKey> oneTime(int first, int count) {
        List<OneTimeKey> keys = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            Octets agreement = Peer.octets(32);
            Octets kem = Peer.octets(KeyBundle.KEM_LENGTH);
            byte[] signed = OneTimeKey.signedPart(id, DEVICE, i, agreement, kem);
            keys.add(new OneTimeKey(i, agreement, kem, Octets.of(dsk.sign("one-time", signed))));
        }
        return keys;
    }
}
