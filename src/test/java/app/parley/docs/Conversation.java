package app.parley.docs;

import static app.parley.docs.ExamplePage.join;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.history.Mailboxes;
import app.parley.client.session.Circle;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnPrekeys;
import app.parley.client.session.PeerKeys;
import app.parley.client.session.SessionBook.Opened;
import app.parley.client.session.SessionBook.Outbound;
import app.parley.crypto.CryptoException;
import app.parley.crypto.SafetyNumber;
import app.parley.crypto.Signatures;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.KemKey;
import app.parley.crypto.secret.SealKey;
import app.parley.protocol.Examples;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.content.Content;
import app.parley.protocol.content.FirstContact;
import app.parley.protocol.wire.ClientFrame;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Alice writes to Bob for the first time, Bob tells her his mailbox, Alice answers. The client's
/// own code does it, and [Steps] does it again from the formulas of PROTOCOL.md; both must come
/// to the same octets.
final class Conversation implements AutoCloseable {
    private final Somebody alice;
    private final Somebody bob;
    private final ExamplePage page;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Conversation(Path folder, ExamplePage page) {
        this.alice = new Somebody("alice", folder);
        this.bob = new Somebody("bob", folder);
        this.page = page;
    }

    /// The whole envelopes, by file name.
    Map<String, byte[]> files() {
        return files;
    }

    void write() throws CryptoException {
        page.heading("6. Two people (§1, §2)")
                .say(
                        "From here on keys and signatures are real. Drawing `k` of a person (from 0) is SHA-256 of the text"
                                + " `name/k/0`, followed by that of `name/k/1` and so on where more than 32 octets are drawn.");
        person("Alice", alice);
        person("Bob", bob);
        together();
        signIn();
        circle();
        talk();
    }

    private void person(String name, Somebody who) {
        Manifest manifest = who.own.manifest();
        byte[] input = Signatures.input("manifest", manifest.signedPart());
        assertArrayEquals(manifest.signature().toArray(), who.aik.sign("manifest", manifest.signedPart()));
        page.say(name + ":")
                .begin()
                .value("AIK seed", who.aik.export())
                .value("AIK", who.aik.publicKey())
                .value("DSK seed", who.dsk.export())
                .value("DSK", who.dsk.publicKey())
                .value("DIK seed", who.dik.export())
                .value("DIK", who.dik.publicKey())
                .value("account id", who.own.account().octets())
                .value("signature input", input)
                .value("signature", manifest.signature())
                .value("manifest", manifest.encode())
                .value("manifest hash", who.own.manifestHash())
                .value("intro mailbox rid", who.intro.rid().octets())
                .value("intro mailbox sid", who.intro.sid().octets())
                .end();
    }

    private void together() {
        SafetyNumber number = SafetyNumber.of(
                alice.aik.publicKey(),
                alice.own.account().octets().toArray(),
                bob.aik.publicKey(),
                bob.own.account().octets().toArray());
        page.say("Together:")
                .begin()
                .value("conversation id", Identities.conversation(alice.own.account(), bob.own.account()))
                .value("safety number", String.join(" ", number.groups().subList(0, 6)))
                .value("", String.join(" ", number.groups().subList(6, 12)))
                .value("Alice's QR octets", number.qr())
                .end();
    }

    private void signIn() {
        byte[] nonce = Examples.pattern(0x21, 32).toArray();
        byte[] pin = Examples.pattern(0x22, 32).toArray();
        byte[] confirm = ClientFrame.ConfirmCode.signedPart(
                Octets.of(nonce),
                Octets.of(pin),
                Examples.PHONE,
                "123456",
                Octets.of(alice.own.manifest().encode()));
        page.heading("7. Alice signs up with the code 123456, and signs in (§7)")
                .begin()
                .value("nonce of the Welcome", nonce)
                .value("pin", pin)
                .value("confirm: input", Signatures.input("confirm", confirm))
                .value("confirm: signature", alice.own.signAsAccount("confirm", confirm))
                .value("sign-in: input", Signatures.input("sign-in", join(nonce, pin)))
                .value("sign-in: signature", alice.own.sign("sign-in", join(nonce, pin)))
                .end();
    }

    private void circle() {
        byte[] key = Examples.pattern(0x11, 32).toArray();
        CircleProfile unsigned =
                new CircleProfile(alice.own.account(), 1, 1, "Alice", Optional.of(Examples.PHONE), Examples.SIGNATURE);
        CircleProfile profile = unsigned.signed(alice.own.sign("profile", unsigned.signedPart()));
        Octets sealed = Circle.seal(key, profile, alice.randomness);
        byte[] again = Steps.sealedProfile(key, alice.randomness.next(12), alice.own.account(), profile.encode());
        assertArrayEquals(again, sealed.toArray());
        assertTrue(Circle.open(key, alice.own.manifest(), sealed).isPresent());
        page.heading("8. Alice's profile for the circle (§7)")
                .begin()
                .value("circle key", key)
                .value("signature input", Signatures.input("profile", profile.signedPart()))
                .value("CircleProfile", profile.encode())
                .value("sealed", sealed)
                .end();
    }

    private void talk() throws CryptoException {
        OwnPrekeys.Publication published = bob.publish();
        AgreementKey spk = AgreementKey.of(bob.randomness.next(AgreementKey.SIZE));
        KemKey lastResort = KemKey.of(KemKey.Level.L1024, bob.randomness.next(KemKey.SEED_SIZE));
        SealKey sealKey = SealKey.of(bob.randomness.next(SealKey.SEED_SIZE));
        AgreementKey opk = AgreementKey.of(bob.randomness.next(AgreementKey.SIZE));
        KemKey oneTimeKem = KemKey.of(KemKey.Level.L1024, bob.randomness.next(KemKey.SEED_SIZE));
        bob.randomness.forget();
        OneTimeKey oneTime = published.oneTime().getFirst();
        OctetWriter encoded = new OctetWriter();
        oneTime.write(encoded);
        page.heading("9. What Bob publishes (§3)")
                .begin()
                .value("SPK seed", spk.export())
                .value("SPK", spk.publicKey())
                .value("LKEM seed d | z", lastResort.export())
                .value("LKEM", lastResort.publicKey())
                .value("SEAL seed", sealKey.export())
                .value("SEAL", sealKey.publicKey())
                .value(
                        "bundle: input",
                        Signatures.input("bundle", published.bundle().signedPart()))
                .value("bundle: signature", published.bundle().signature())
                .value("bundle", published.bundle().encode())
                .value("OPK seed", opk.export())
                .value("OPK", opk.publicKey())
                .value("one-time KEM d | z", oneTimeKem.export())
                .value("one-time KEM", oneTimeKem.publicKey())
                .value(
                        "one-time: input",
                        Signatures.input(
                                "one-time",
                                OneTimeKey.signedPart(
                                        bob.own.account(), 1, oneTime.id(), oneTime.agreement(), oneTime.kem())))
                .value("one-time: signature", oneTime.signature())
                .value("one-time pair", encoded.toArray())
                .end();
        PeerKeys keys = PeerKeys.check(
                        bob.own.account(),
                        1,
                        Octets.of(bob.own.manifest().encode()),
                        Octets.of(published.bundle().encode()),
                        Optional.of(oneTime),
                        Somebody.NOW)
                .orElseThrow();
        alice.meet(bob);
        Mailboxes.Own forBob = alice.mailbox(Optional.of(bob.own.account()));
        Content hello = alice.compose(bob, 1, List.of(), new Body.Text("Shalom, Bob"));
        alice.begin(keys);
        Outbound first = alice.seal(bob, hello);

        page.heading("10. What Alice says (§4)")
                .begin()
                .value(
                        "signature input",
                        Signatures.input("content", hello.signedPart(alice.own.account(), bob.own.account())))
                .value("content", hello.encode())
                .end();
        Steps steps = new Steps(page);
        steps.handshake(alice, bob, keys, alice.randomness);
        byte[] inner = steps.firstChain(hello.encode(), alice.randomness);
        FirstContact contact = steps.contact(alice, keys, forBob.sid(), inner);
        assertArrayEquals(steps.firstContact(bob, keys, contact.encode(), alice.randomness), first.envelope());
        files.put("first-contact.bin", first.envelope());
        Opened opened = bob.open(bob.intro, first.envelope());
        assertArrayEquals(hello.encode(), opened.content());

        answers(steps, forBob, hello);
    }

    private void answers(Steps steps, Mailboxes.Own forBob, Content hello) throws CryptoException {
        Mailboxes.Own forAlice = bob.mailbox(Optional.of(alice.own.account()));
        Content mailbox = bob.compose(alice, 2, List.of(), new Body.Mailbox(forAlice.sid()));
        Outbound reply = bob.seal(alice, mailbox);
        page.heading("13. Bob's first reply (§4)")
                .say("The first ratchet step. It goes to the reply mailbox of the first contact and tells Bob's own.");
        assertArrayEquals(steps.nextChain(0, mailbox.encode(), bob.randomness), reply.envelope());
        files.put("reply.bin", reply.envelope());
        // The keys of her second chain are drawn when she opens the first message of Bob's.
        alice.randomness.forget();
        assertArrayEquals(mailbox.encode(), alice.open(forBob, reply.envelope()).content());

        alice.knowsMailbox(bob, forAlice.sid());
        Content text = alice.compose(bob, 3, List.of(hello.id()), new Body.Text("There you are"));
        Outbound second = alice.seal(bob, text);
        page.heading("14. Alice's second chain (§4)")
                .say("The second ratchet step; from here on it goes on in the same way.");
        assertArrayEquals(steps.nextChain(1, text.encode(), alice.randomness), second.envelope());
        files.put("second.bin", second.envelope());
        assertArrayEquals(text.encode(), bob.open(forAlice, second.envelope()).content());
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }
}
