package app.parley.client.export;

import app.parley.client.export.Export.Party;
import app.parley.client.session.Identities;
import app.parley.crypto.Randomness;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.SigningKey;
import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// People with keys who write to each other, for tests of exports.
final class Talk {
    static final Instant NOW = Instant.parse("2026-11-19T14:32:00Z");

    /// Somebody with an account and one device.
    static final class Writer {
        final String name;
        final SigningKey accountKey = SigningKey.generate(Randomness.system());
        final SigningKey device = SigningKey.generate(Randomness.system());
        final Manifest manifest;
        final AccountId account;

        Writer(String name) {
            this.name = name;
            Octets key = Octets.of(accountKey.publicKey());
            List<Manifest.Device> devices = List.of(new Manifest.Device(
                    1,
                    Octets.of(device.publicKey()),
                    Octets.of(AgreementKey.generate(Randomness.system()).publicKey())));
            Octets none = Octets.of(new byte[32]);
            byte[] signature = accountKey.sign("manifest", Manifest.signedPart(key, 1, none, 1, devices));
            this.manifest = new Manifest(key, 1, none, 1, devices, Octets.of(signature));
            this.account = Identities.account(key);
        }

        Party party() {
            return new Party(
                    account,
                    name,
                    Optional.of("+12025550100"),
                    manifest.accountKey(),
                    List.of(Octets.of(manifest.encode())));
        }

        /// A text as it would be sealed.
        Content writes(Writer to, String text, boolean signed, List<Octets> parents) {
            Content content = new Content(
                    Octets.of(Randomness.system().bytes(Content.ID_LENGTH)),
                    Identities.conversation(account, to.account),
                    NOW.toEpochMilli() + 17,
                    Identities.hash(manifest),
                    Identities.hash(to.manifest),
                    parents,
                    new Body.Text(text),
                    Optional.empty());
            return signed ? content.signed(device.sign("content", content.signedPart(account, to.account))) : content;
        }
    }

    final Writer alice = new Writer("Alice");
    final Writer bob = new Writer("Bob");
    final List<Content> contents = new ArrayList<>();
    private final Gathering gathering;

    /// As exported by Alice.
    Talk() {
        gathering = new Gathering(alice.account, List.of(bob.account));
    }

    /// Adds a message that cites the one before.
    Talk says(Writer who, String text, boolean signed) {
        List<Octets> parents =
                contents.isEmpty() ? List.of() : List.of(contents.getLast().id());
        Content content = who.writes(who == alice ? bob : alice, text, signed, parents);
        add(who, content);
        return this;
    }

    void add(Writer who, Content content) {
        contents.add(content);
        gathering.add(who == alice, content.encode());
    }

    Export export() {
        return gathering.export(NOW, List.of(alice.party(), bob.party()));
    }

    /// Four messages, one of them without a signature.
    static Talk ofFour() {
        Talk talk = new Talk();
        talk.says(talk.alice, "Hello Bob", true);
        talk.says(talk.bob, "שלום <Alice> & \"co\"\nsecond line", true);
        talk.says(talk.bob, "off the record", false);
        talk.says(talk.alice, "bye", true);
        return talk;
    }
}
