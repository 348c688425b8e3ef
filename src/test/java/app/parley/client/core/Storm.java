package app.parley.client.core;

import app.parley.client.Message;
import app.parley.client.history.People;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.Octets;
import app.parley.protocol.content.Body;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A process of its own, so that its heap can be small: everybody at once wants something of Alice
/// but Bob, who only wants to be read.
final class Storm {
    private final DeskBench alice;
    private final KeyBundle bundle;
    private final Octets ciphertext = Octets.of(DeskBench.RANDOMNESS.bytes(1568));

    private Storm(DeskBench alice) throws Exception {
        this.alice = alice;
        this.bundle = HostilePeer.published(alice);
    }

    /// @param args a folder, and how many first contacts there are to be
    public static void main(String[] args) throws Exception {
        try (DeskBench alice = new DeskBench(Path.of(args[0]), "alice")) {
            new Storm(alice).blow(Integer.parseInt(args[1]));
        }
    }

    private void blow(int firstContacts) throws Exception {
        HostilePeer bob = new HostilePeer(alice, bundle);
        bob.meet();
        bob.say(bob.text("before"));
        HostilePeer mallory = new HostilePeer(alice, bundle);
        mallory.meet();
        mallory.say(mallory.text("hello"));
        for (int i = 0; i < firstContacts; i++) {
            stranger(i);
            if (i % 20 == 0) {
                ask(mallory, i);
                junk(mallory);
            }
        }
        overtake(mallory);
        bob.say(bob.text("after"));
        int strangers = alice.ask(desk -> new People(desk.sql()).strangers());
        int waiting = alice.ask(desk -> desk.outgoing.unsealed(mallory.account).size());
        System.out.println("survived, strangers " + strangers + ", answers "
                + (waiting <= firstContacts / 20 + 1 ? "few" : "many") + ", from Bob " + texts(bob));
    }

    /// The first hundred are genuine, the others have all but the keys: a client cannot know before
    /// it has unsealed them.
    private void stranger(int number) throws Exception {
        HostilePeer stranger = new HostilePeer(alice, bundle);
        if (number < 100) {
            stranger.meet();
            stranger.say(stranger.text("buy this"));
        } else {
            byte[] point = DeskBench.RANDOMNESS.bytes(32);
            point[31] &= 0x3f;
            byte[] envelope = new byte[4096];
            System.arraycopy(new byte[] {1, 1, 0, 1}, 0, envelope, 0, 4);
            stranger.deliver(stranger.firstContact(Octets.of(point), ciphertext, envelope));
        }
    }

    private static void ask(HostilePeer mallory, int number) throws Exception {
        List<EnvelopeId> madeUp = IntStream.range(0, Body.MAX_IDS)
                .mapToObj(i -> new EnvelopeId(Octets.of(
                        ByteBuffer.allocate(16).putInt(number).putInt(i).array())))
                .toList();
        byte[] id = ByteBuffer.allocate(16).putInt(number).array();
        mallory.say(mallory.content(Octets.of(id), 0, new Body.ResendRequest(madeUp))
                .encode());
    }

    private static void junk(HostilePeer mallory) throws Exception {
        byte[] junk = DeskBench.RANDOMNESS.bytes(65_536);
        mallory.deliver(junk);
        System.arraycopy(new byte[] {1, 2, 0, 1, 0, 0, 0, 1}, 0, junk, 0, 8);
        mallory.deliver(junk);
    }

    /// Two thousand messages that never come, three times.
    private static void overtake(HostilePeer mallory) throws Exception {
        byte[] content = mallory.text("skipped");
        for (int round = 0; round < 3; round++) {
            byte[] last = {};
            for (int i = 0; i < 2000; i++) {
                last = mallory.inner(content);
            }
            mallory.deliver(mallory.wrapped(last));
        }
    }

    private List<String> texts(HostilePeer from) throws Exception {
        return alice.ask(desk -> desk.messages.page(from.account, Long.MAX_VALUE, 10)).stream()
                .map(row -> row.body() instanceof Message.Received received ? received.text() : "?")
                .toList();
    }
}
