package app.parley.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.HybridSignatures;
import app.parley.crypto.KeyWrap;
import app.parley.crypto.Passphrase;
import app.parley.crypto.RecoveryWords;
import app.parley.crypto.SeededRandomness;
import app.parley.crypto.secret.RatchetSession;
import app.parley.protocol.AccountId;
import app.parley.protocol.Examples;
import app.parley.protocol.InviteLink;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.content.Body;
import app.parley.protocol.content.Content;
import app.parley.protocol.wire.FrameCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One well-formed input of every kind, by the place where Jazzer looks for it: `package/
/// ClassInputs/method/name`. The fuzzer starts from these, and the tests replay them.
final class Seeds {
    private static final byte[] SPLIT = {1, 2, 3, 4, 5, 6, 7, 8};

    /// The key of no relay, made for this.
    private static final String KEY = """
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg19Pg1As8xAFcOTNY
            oAxQdBxzPTgToOtFOTqxVxXTamWhRANCAAQIWJCI0R70+qZswja04eb+1QZyVZd7
            1VRYR9OtoXFk+pKemIZMFecobaqtWoLOZ+1qi1oK5CjpzUKJ1gp0Apv1
            """;

    private static final String CERTIFICATE = """
            MIIBdzCCAR2gAwIBAgIUCg/irucMNlwkxhm09nN5YnZqQCEwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFcmVsYXkwIBcNMjYxMTIzMDU1MDM5WhgPMjEyNjEwMzAwNTUw
            MzlaMBAxDjAMBgNVBAMMBXJlbGF5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            CFiQiNEe9PqmbMI2tOHm/tUGclWXe9VUWEfTraFxZPqSnpiGTBXnKG2qrVqCzmft
            aotaCuQo6c1CidYKdAKb9aNTMFEwHQYDVR0OBBYEFJ68PqUE7kIemKS5++vj6Sk+
            GWcVMB8GA1UdIwQYMBaAFJ68PqUE7kIemKS5++vj6Sk+GWcVMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgCGXPu2dEYSSdgcEcVZtnkbEA/BK3YKtx
            lwVk7LXMRvcCIQDyNILycziwk8kVtHbfYsnczLt/LMirqC3mqbZUmjIiBQ==
            """;

    private final Map<String, byte[]> all = new LinkedHashMap<>();

    private Seeds() {}

    static Map<String, byte[]> all() throws CryptoException {
        Seeds seeds = new Seeds();
        seeds.frames();
        seeds.structures();
        seeds.texts();
        seeds.sessions();
        seeds.files();
        seeds.kits();
        seeds.identities();
        seeds.exports();
        seeds.pictures();
        return seeds.all;
    }

    private void add(String target, String name, byte[] seed) {
        int dot = target.lastIndexOf('.');
        all.put(target.substring(0, dot).replace('.', '/') + "Inputs/" + target.substring(dot + 1) + "/" + name, seed);
    }

    private void frames() {
        OctetWriter toRelay = new OctetWriter().fixed(SPLIT);
        OctetWriter toClient = new OctetWriter().fixed(SPLIT);
        Examples.clientFrames().forEach((name, frame) -> {
            byte[] framed = FrameCodec.encode(frame);
            add("protocol.DecodersFuzzTest.client_frame", name, withoutLength(framed));
            toRelay.fixed(framed.length < 1000 ? framed : new byte[0]);
        });
        Examples.relayFrames().forEach((name, frame) -> {
            byte[] framed = FrameCodec.encode(frame);
            add("protocol.DecodersFuzzTest.relay_frame", name, withoutLength(framed));
            toClient.fixed(framed.length < 1000 ? framed : new byte[0]);
        });
        add("net.FrameStreamFuzzTest.at_the_relay", "small_frames", toRelay.toArray());
        add("net.FrameStreamFuzzTest.at_the_client", "small_frames", toClient.toArray());
        byte[] gibibyte = {0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 1};
        add("net.FrameStreamFuzzTest.at_the_relay", "one_gibibyte", gibibyte);
        add("net.FrameStreamFuzzTest.at_the_client", "one_gibibyte", gibibyte);
    }

    private static byte[] withoutLength(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameCodec.PREFIX, frame.length);
    }

    private void structures() {
        String decoders = "protocol.DecodersFuzzTest.";
        Examples.contents().forEach((name, content) -> add(decoders + "content", name, content.encode()));
        add(decoders + "first_contact", "example", Examples.firstContact().encode());
        add(decoders + "circle_profile", "example", Examples.profile().encode());
        add(decoders + "manifest", "example", Examples.MANIFEST.encode());
        add(decoders + "key_bundle", "example", Examples.BUNDLE.encode());
        OctetWriter oneTime = new OctetWriter();
        Examples.ONE_TIME.write(oneTime);
        add(decoders + "one_time_key", "example", oneTime.toArray());
        add(decoders + "envelope", "small", Examples.ENVELOPE.toArray());
        OctetWriter address = new OctetWriter();
        Examples.INVITE.relays().getFirst().write(address);
        add(decoders + "relay_address", "example", address.toArray());
        OctetWriter opening = new OctetWriter().u32(2).u32(5);
        opening.octets(Examples.BUNDLE.lastResortKem()).octets(Examples.BUNDLE.sealKey());
        Examples.SID.write(opening);
        add("client.session.OpeningFuzzTest.stored_opening", "example", opening.toArray());
    }

    private void texts() {
        String decoders = "protocol.DecodersFuzzTest.";
        OctetWriter phone = new OctetWriter();
        Examples.PHONE.write(phone);
        add(decoders + "phone_number", "encoded", phone.toArray());
        add(decoders + "phone_number", "typed", "+1 (202) 555-0100".getBytes(UTF_8));
        add(decoders + "phone_number", "long", "+49 151 2345 6789 0123".getBytes(UTF_8));
        add(decoders + "phone_number", "two_zeros", "+49 0 06789012".getBytes(UTF_8));
        add(decoders + "phone_number", "leading_zero", "+39 06 698 12345".getBytes(UTF_8));
        add(decoders + "typed_relay_address", "name", "relay.example:7443".getBytes(UTF_8));
        add(decoders + "typed_relay_address", "bracketed", "[2001:db8::7]:7443".getBytes(UTF_8));
        add(decoders + "typed_relay_address", "brackets_in_brackets", "[[]]:7".getBytes(UTF_8));
        String link = InviteLink.format(Examples.INVITE);
        add(decoders + "invite_link", "alone", link.getBytes(UTF_8));
        add(decoders + "invite_link", "in_words", ("Join: \"" + link + "\", please").getBytes(UTF_8));
        add(decoders + "invite_link", "loose_bits", withLooseBits(link).getBytes(UTF_8));
    }

    /// The last character of base64 with other bits where none count.
    private static String withLooseBits(String link) {
        return link.substring(0, link.length() - 1) + (char) (link.charAt(link.length() - 1) + 1);
    }

    /// A new session, and one with keys of messages that were overtaken.
    private void sessions() throws CryptoException {
        SeededRandomness random = new SeededRandomness(92);
        byte[] secret = random.bytes(32);
        byte[] transcript = random.bytes(32);
        RatchetSession alice = RatchetSession.initiator(secret, transcript, random);
        RatchetSession bob = RatchetSession.responder(secret, transcript);
        RatchetSession.Sealed overtaken = alice.encrypt(new byte[1], EnvelopeSize.SMALL, random);
        RatchetSession.Sealed first = overtaken.next().encrypt(new byte[1], EnvelopeSize.SMALL, random);
        RatchetSession due = bob.decrypt(first.envelope()).next();
        RatchetSession.Sealed answer = due.encrypt(new byte[1], EnvelopeSize.SMALL, random);
        String target = "crypto.secret.SessionFuzzTest.";
        add(target + "stored_session", "initiator", alice.encode());
        add(target + "stored_session", "responder", bob.encode());
        add(target + "stored_session", "with_overtaken", due.encode());
        add(target + "stored_session", "after_answer", answer.next().encode());
        add(target + "envelope_of_a_stranger", "session", first.envelope());
        for (String which : List.of("header_of_a_hostile_peer", "first_header_of_a_hostile_peer")) {
            int before = which.startsWith("first") ? 0 : 1;
            add(target + which, "honest", header(0, before, 0));
            add(target + which, "far_ahead", header(0, before, 2001));
            add(target + which, "largest", header(0, -1, -1));
            add(target + which, "zero_dh", header(1, before, 0));
            add(target + which, "zero_keys", header(7, before, 0));
        }
        byte[] wrapped = KeyWrap.wrap(Passphrase.of("another"), new byte[32], random);
        // A whole one would cost 64 MiB and a fifth of a second each time: not a thing to start from.
        Arrays.fill(wrapped, wrapped.length - 32, wrapped.length, (byte) 0);
        add(target + "wrapped_key", "damaged", wrapped);
        byte[] head = "parley-key/1 passphrase\n".getBytes(US_ASCII);
        byte[] file = Arrays.copyOf(head, head.length + wrapped.length);
        System.arraycopy(wrapped, 0, file, head.length, wrapped.length);
        add("client.core.KeyFileFuzzTest.key_file", "passphrase", file);
    }

    private static byte[] header(int flags, int pn, int n) {
        return ByteBuffer.allocate(9).put((byte) flags).putInt(pn).putInt(n).array();
    }

    private void files() {
        String keyFile = "client.core.KeyFileFuzzTest.key_file";
        add(keyFile, "unprotected", ("parley-key/1 unprotected\n" + "k".repeat(32)).getBytes(US_ASCII));
        add(keyFile, "key_store", "parley-key/1 key-store\n0123456789abcdef".getBytes(US_ASCII));
        String settings = """
                {
                  "appearance": "dark",
                  "zoom": 110,
                  "window": {"x": -12.5, "y": 40, "width": 1e3, "height": 800, "maximized": true, "listWidth": 310},
                  "hosting": true,
                  "port": 7300,
                  "later": [null, {"a": "\\u00e9"}]
                }
                """;
        add("app.SettingsFuzzTest.json", "settings", settings.getBytes(UTF_8));
        add("app.SettingsFuzzTest.settings_file", "settings", settings.getBytes(UTF_8));
        String statement = """
                version 0.2.0
                number 7
                made 2026-11-24T10:00:00Z
                until 2027-02-22T10:00:00Z
                page https://example.org/parley
                news en It is quicker.
                file %s 3 parley_0.2.0_amd64.deb
                """.formatted("ab".repeat(32));
        add("app.update.StatementFuzzTest.statement", "statement", statement.getBytes(UTF_8));
        // No key's: only its form is read here.
        String signed = "parley-signed/1 update\nkey %s\nsignature %s\n\n%s"
                .formatted(
                        Base64.getEncoder().encodeToString(new byte[HybridSignatures.PUBLIC_KEY_SIZE]),
                        Base64.getEncoder().encodeToString(new byte[HybridSignatures.SIGNATURE_SIZE]),
                        statement);
        add("app.update.StatementFuzzTest.signed", "signed", signed.getBytes(UTF_8));
    }

    private void kits() {
        String typed = "client.RecoveryKitFuzzTest.typed_words";
        List<String> words = RecoveryWords.of(Examples.HASH.toArray());
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            numbered.append("%2d. %s\n".formatted(i + 1, words.get(i)));
        }
        add(typed, "spaces", String.join(" ", words).getBytes(UTF_8));
        add(typed, "numbered", numbered.toString().getBytes(UTF_8));
        add(typed, "one_missing", String.join("\n", words.subList(1, 24)).getBytes(UTF_8));
        add(typed, "wrong_checksum", String.join(",", words.reversed()).getBytes(UTF_8));
        add(
                typed,
                "capitals",
                String.join(" \u0130 ", words).toUpperCase(Locale.ROOT).getBytes(UTF_8));
        add("client.RecoveryKitFuzzTest.any_secret", "pattern", Examples.HASH.toArray());
    }

    private void identities() {
        String file = "net.TlsIdentityFuzzTest.key_file";
        String key = pem("PRIVATE KEY", KEY);
        String certificate = pem("CERTIFICATE", CERTIFICATE);
        add(file, "whole", (key + certificate).getBytes(US_ASCII));
        add(file, "other_way_round", (certificate + key).getBytes(US_ASCII));
        add(file, "key_alone", key.getBytes(US_ASCII));
        add(file, "swapped", (pem("PRIVATE KEY", CERTIFICATE) + pem("CERTIFICATE", KEY)).getBytes(US_ASCII));
        add(file, "empty", (pem("PRIVATE KEY", "") + pem("CERTIFICATE", "")).getBytes(US_ASCII));
    }

    private static String pem(String name, String body) {
        return "-----BEGIN " + name + "-----\n" + body + "-----END " + name + "-----\n";
    }

    private void exports() {
        Base64.Encoder base64 = Base64.getEncoder();
        String export = """
                {
                  "format": "parley-export", "version": 1, "exportedAt": "2027-01-15T08:00:00Z", "owner": "%1$s",
                  "accounts": [
                    {"account": "%1$s", "name": "Alice", "phone": "+12025550100", "accountKey": "%2$s", "manifests": ["%3$s"]},
                    {"account": "%4$s", "name": "Bob \\u00e9\\n", "accountKey": "%2$s", "manifests": []}
                  ],
                  "messages": [
                    {"id": "%5$s", "from": "%1$s", "to": "%4$s", "sentAt": "2027-01-15T07:59:59.017Z", "text": "hello",
                     "content": "%6$s", "signature": "%7$s"},
                    {"id": "%5$s", "from": "%4$s", "to": "%1$s", "sentAt": "", "text": "", "content": ""}
                  ]
                }
                """.formatted(
                        Examples.ACCOUNT.hex(),
                        base64.encodeToString(Examples.MANIFEST.accountKey().toArray()),
                        base64.encodeToString(Examples.MANIFEST.encode()),
                        Examples.HASH.hex(),
                        Examples.MESSAGE_ID.hex(),
                        base64.encodeToString(signedPart()),
                        base64.encodeToString(Examples.SIGNATURE.toArray()));
        add("client.export.ExportReaderFuzzTest.conversation", "two_messages", export.getBytes(UTF_8));
        add(
                "client.export.ExportReaderFuzzTest.conversation",
                "newer",
                export.replace("\"version\": 1", "\"version\": 2").getBytes(UTF_8));
    }

    private static byte[] signedPart() {
        Content text = Examples.contents().values().stream()
                .filter(content -> content.body() instanceof Body.Text)
                .findFirst()
                .orElseThrow();
        return text.signedPart(Examples.ACCOUNT, new AccountId(Examples.HASH));
    }

    private void pictures() {
        String target = "client.scan.QrPictureFuzzTest.";
        add(target + "pixels", "code", SeedPictures.bits());
        add(target + "picture_file", "bmp", SeedPictures.file("bmp"));
        add(target + "picture_file", "gif", SeedPictures.file("gif"));
        add(target + "picture_file", "png", SeedPictures.png());
    }
}
