package app.parley.relay.core;

import app.parley.crypto.Aead;
import app.parley.crypto.CryptoException;
import app.parley.crypto.HmacSha256;
import app.parley.crypto.Randomness;
import app.parley.protocol.Invite;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.wire.FrameCodec;
import app.parley.relay.mailbox.AccountStore;
import app.parley.relay.mailbox.Neighbours;
import app.parley.relay.otp.OtpDesk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The relays that share one store and one identity, seen from one of them: who is connected at
/// which, which codes wait, where each is reached. Words go through the store's notifications,
/// sealed under a key that only these relays have (AES-256-GCM); they are never written down.
final class Neighbourhood implements Neighbours.Ear {
    /// How often a relay says that it is there.
    static final Duration BEAT = Duration.ofSeconds(5);

    private static final Duration DEAD = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Neighbourhood.class);
    private static final byte[] LABEL = "parley/1/neighbours".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME = 8;

    private final Neighbours neighbours;
    private final byte[] key;
    private final Octets self;
    private final AtomicLong counter = new AtomicLong();
    private final Randomness randomness;
    private final Post post;
    private final Circle circle;
    private final OtpDesk desk;
    private final AccountStore accounts;
    private final LongSupplier nanoTime;
    private final Supplier<List<RelayAddress>> own;
    private final Runnable changed;
    private final Map<Octets, Other> others = new HashMap<>();

    /// @param heard the highest number of its words
    private record Other(long heard, long last, List<RelayAddress> addresses) {}

    /// @param secret 32 octets that all of them have
    /// @param own where clients reach this one
    /// @param changed called after what the owner sees may have changed
    Neighbourhood(
            Neighbours neighbours,
            byte[] secret,
            Randomness randomness,
            Post post,
            Circle circle,
            OtpDesk desk,
            AccountStore accounts,
            LongSupplier nanoTime,
            Supplier<List<RelayAddress>> own,
            Runnable changed) {
        this.neighbours = neighbours;
        this.key = HmacSha256.of(secret, LABEL);
        this.self = Octets.of(randomness.bytes(NAME));
        this.randomness = randomness;
        this.post = post;
        this.circle = circle;
        this.desk = desk;
        this.accounts = accounts;
        this.nanoTime = nanoTime;
        this.own = own;
        this.changed = changed;
    }

    /// Begins to hear and to tell.
    void join() {
        circle.tellsOthers(this::say);
        desk.share(code -> say(new Word.Code(code)));
        neighbours.listen(this);
    }

    private void say(Word word) {
        if (neighbours == Neighbours.NONE) {
            return;
        }
        byte[] nonce = randomness.bytes(Aead.NONCE_SIZE);
        byte[] plain = new OctetWriter()
                .octets(self)
                .u64(counter.incrementAndGet())
                .fixed(word.encode())
                .toArray();
        byte[] sealed = Aead.seal(key, nonce, LABEL, plain);
        neighbours.say(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array()));
    }

    @Override
    public void again() {
        post.recheck();
        say(new Word.Hello());
        say(new Word.Alive(own.get()));
        tellAll();
    }

    private void tellAll() {
        List<Word.Came> here = circle.here();
        for (int from = 0; from < here.size(); from += Word.MAX_LIST) {
            say(new Word.Here(here.subList(from, Math.min(here.size(), from + Word.MAX_LIST))));
        }
        desk.shared().forEach(code -> say(new Word.Code(code)));
    }

    @Override
    public void appended(long box) {
        post.appendedElsewhere(box);
    }

    @Override
    public void said(String word) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(word);
            byte[] nonce = Arrays.copyOf(all, Aead.NONCE_SIZE);
            byte[] sealed = Arrays.copyOfRange(all, Math.min(all.length, Aead.NONCE_SIZE), all.length);
            byte[] plain = Aead.open(key, nonce, LABEL, sealed);
            OctetReader in = new OctetReader(plain);
            Octets from = in.octets(NAME);
            long number = in.u64();
            Word heard = Word.decode(in.fixed(in.remaining()));
            if (fresh(from, number)) {
                heard(from, heard);
            }
        } catch (CryptoException | MalformedException | IllegalArgumentException e) {
            LOG.warn("a notification that is none of ours was not believed");
        }
    }

    /// Words that come again, out of their order, mean nothing.
    private synchronized boolean fresh(Octets from, long number) {
        Other before = others.getOrDefault(from, new Other(0, 0, List.of()));
        if (number <= before.heard()) {
            return false;
        }
        others.put(from, new Other(number, nanoTime.getAsLong(), before.addresses()));
        return true;
    }

    private void heard(Octets from, Word word) throws MalformedException {
        switch (word) {
            case Word.Hello w -> {
                say(new Word.Alive(own.get()));
                tellAll();
            }
            case Word.Alive w -> reachedAt(from, w.addresses());
            case Word.Bye w -> forget(from);
            case Word.Came w -> circle.cameElsewhere(from, w.account(), w.hidden());
            case Word.Here w -> w.accounts().forEach(each -> circle.cameElsewhere(from, each.account(), each.hidden()));
            case Word.Left w -> circle.leftElsewhere(from, w.account(), w.at());
            case Word.Hid w -> circle.hidElsewhere(from, w.account(), w.hidden());
            case Word.Changed w ->
                Reply.watch(accounts.find(w.account()).thenAccept(found -> found.ifPresent(circle::changedHere)));
            case Word.Gone w -> circle.goneHere(w.account());
            case Word.Removed w -> circle.removedHere(w.account());
            case Word.Push w ->
                circle.sendHere(
                        w.account(),
                        w.device() == 0 ? Optional.empty() : Optional.of(w.device()),
                        FrameCodec.decodeRelay(w.frame().toArray()));
            case Word.Code w -> desk.heard(w.code());
            case Word.Look w -> changed.run();
        }
    }

    private void reachedAt(Octets from, List<RelayAddress> addresses) {
        boolean news;
        synchronized (this) {
            Other before = others.getOrDefault(from, new Other(0, 0, List.of()));
            news = !before.addresses().equals(addresses);
            others.put(from, new Other(before.heard(), nanoTime.getAsLong(), List.copyOf(addresses)));
        }
        if (news) {
            circle.tellAddresses(addresses());
        }
    }

    private void forget(Octets from) {
        synchronized (this) {
            others.remove(from);
        }
        circle.nodeGone(from);
        circle.tellAddresses(addresses());
    }

    /// Where clients reach this relay and the others, this one's first.
    List<RelayAddress> addresses() {
        List<RelayAddress> theirs = new ArrayList<>();
        synchronized (this) {
            others.values().forEach(each -> theirs.addAll(each.addresses()));
        }
        return Stream.concat(
                        own.get().stream(),
                        theirs.stream().sorted((a, b) -> a.toString().compareTo(b.toString())))
                .distinct()
                .limit(Invite.MAX_RELAYS)
                .toList();
    }

    /// Says that this relay is there, and forgets who was silent for too long.
    void beat() {
        say(new Word.Alive(own.get()));
        long now = nanoTime.getAsLong();
        List<Octets> dead;
        synchronized (this) {
            dead = others.entrySet().stream()
                    .filter(each -> now - each.getValue().last() > DEAD.toNanos())
                    .map(Map.Entry::getKey)
                    .toList();
        }
        dead.forEach(this::forget);
    }

    void leave() {
        say(new Word.Bye());
    }
}
