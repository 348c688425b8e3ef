package app.parley.docs;

import app.parley.protocol.AccountId;
import app.parley.protocol.Examples;
import app.parley.protocol.InviteLink;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.FrameCodec;
import app.parley.protocol.wire.Refusal;
import java.util.Arrays;

/// One example of every structure, with patterns in place of keys and signatures.
final class Structures {
    private Structures() {}

    static void write(ExamplePage page) {
        signedStructures(page);
        invite(page);
        frames(page);
        sealedContents(page);
    }

    private static void signedStructures(ExamplePage page) {
        OctetWriter oneTime = new OctetWriter();
        Examples.ONE_TIME.write(oneTime);
        page.heading("1. Manifest, KeyBundle, OneTimeKey, CircleProfile (§2, §3, §7)")
                .say("Keys and signatures are patterns, not real ones.")
                .begin()
                .value("Manifest", Examples.MANIFEST.encode())
                .value("its signed part", Examples.MANIFEST.signedPart())
                .value("KeyBundle", Examples.BUNDLE.encode())
                .value("OneTimeKey", oneTime.toArray())
                .value(
                        "its signed part",
                        OneTimeKey.signedPart(
                                Examples.ACCOUNT,
                                1,
                                Examples.ONE_TIME.id(),
                                Examples.ONE_TIME.agreement(),
                                Examples.ONE_TIME.kem()))
                .value("CircleProfile", Examples.profile().encode())
                .end();
    }

    private static void invite(ExamplePage page) {
        page.heading("2. Invite link (§3)")
                .begin()
                .value("relay", Examples.INVITE.relays().getFirst().toString())
                .value("pin", Examples.INVITE.pin().octets())
                .value("admission", Examples.INVITE.admission())
                .value("circle key", Examples.INVITE.circleKey())
                .value("inviter: AIK", Examples.INVITE.inviter().orElseThrow().accountKey())
                .value(
                        "inviter: secret",
                        Examples.INVITE.inviter().orElseThrow().secret().orElseThrow())
                .value("personal: phone", Examples.PHONE.e164())
                .value(
                        "personal: code",
                        Examples.INVITE.personal().orElseThrow().code())
                .end();
        page.say("`" + InviteLink.format(Examples.INVITE) + "`");
    }

    private static void frames(ExamplePage page) {
        page.heading("3. Frames from a client (§7)")
                .say("With their length; envelopes are patterns.")
                .begin();
        Examples.clientFrames().forEach((name, frame) -> page.value(name, FrameCodec.encode(frame)));
        page.end().heading("4. Frames from a relay (§7)").begin();
        Examples.relayFrames().forEach((name, frame) -> page.value(name, FrameCodec.encode(frame)));
        page.end()
                .say("Refusals by number: "
                        + String.join(
                                ", ",
                                Arrays.stream(Refusal.values())
                                        .map(refusal -> refusal.code() + " " + refusal)
                                        .toList())
                        + ".")
                .say("What is signed to confirm a code, before the purpose is put in front:")
                .begin()
                .value(
                        "confirm",
                        ClientFrame.ConfirmCode.signedPart(
                                Examples.HASH,
                                Examples.HASH,
                                Examples.PHONE,
                                "123456",
                                Octets.of(Examples.MANIFEST.encode())))
                .end();
    }

    private static void sealedContents(ExamplePage page) {
        page.heading("5. Contents (§4)").begin();
        Examples.contents().forEach((name, content) -> page.value(name, content.encode()));
        page.end()
                .say("What is signed of the first one, from account `01×32` to account `08×32`:")
                .begin()
                .value(
                        "content",
                        Examples.contents()
                                .values()
                                .iterator()
                                .next()
                                .signedPart(Examples.ACCOUNT, new AccountId(Examples.HASH)))
                .value("FirstContact", Examples.firstContact().encode())
                .end();
    }
}
