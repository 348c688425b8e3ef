package app.parley.crash;

import app.parley.client.MessageId;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeKind;
import app.parley.crypto.Sha256;
import app.parley.crypto.secret.SessionEnvelope;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Holds what the processes of a run saw against what is promised (PROTOCOL.md §4, §5, §7). It
/// looks at envelopes from outside and opens none, except what [#inside] hands to it.
///
/// Used by one thread.
final class Judge {
    private static final int NONCE = 12;
    private static final int ENC_AT = 8;
    private static final int ENC = 1120;

    private int relayKills;
    private final List<String> complaints = new ArrayList<>();
    /// What may be in one envelope only → that envelope.
    private final Map<Octets, EnvelopeId> once = new HashMap<>();
    private final Set<EnvelopeId> sent = new HashSet<>();
    private final Set<EnvelopeId> accepted = new HashSet<>();
    private final Set<EnvelopeId> delivered = new HashSet<>();
    private final Map<MailboxId.Read, TreeMap<Long, EnvelopeId>> mailboxes = new HashMap<>();
    private final Map<Way, Messages> ways = new HashMap<>();
    private int lookedFor;

    /// From whom to whom.
    private record Way(PhoneNumber from, PhoneNumber to) {}

    private record Row(int number, MessageId id) {}

    private static final class Messages {
        private int highest = -1;
        private final Map<Integer, MessageId> committed = new HashMap<>();
        private final Set<MessageId> announced = new HashSet<>();
        private final List<Row> out = new ArrayList<>();
        private final List<Row> in = new ArrayList<>();
    }

    /// The first 16 octets of SHA-256 over the bytes.
    static EnvelopeId idOf(Envelope envelope) {
        return new EnvelopeId(Octets.of(Arrays.copyOf(Sha256.of(envelope.toArray()), EnvelopeId.LENGTH)));
    }

    /// @param who whose process noted it
    void hear(PhoneNumber who, Note note) {
        switch (note) {
            case Note.Sent(Envelope envelope) -> sent(envelope);
            case Note.Accepted(EnvelopeId envelope) -> accepted.add(envelope);
            case Note.Delivered(MailboxId.Read mailbox, long seq, EnvelopeId envelope) ->
                delivered(mailbox, seq, envelope);
            case Note.Committed(PhoneNumber to, int number, MessageId id) -> {
                Messages way = way(who, to);
                way.highest = Math.max(way.highest, number);
                MessageId before = way.committed.put(number, id);
                complainIf(before != null && !before.equals(id), number + " of " + who + " was promised twice");
            }
            case Note.Received(PhoneNumber from, int number, MessageId id) ->
                complainIf(!way(from, who).announced.add(id), number + " of " + from + " was announced twice");
            case Note.SentRow(PhoneNumber to, int number, MessageId id, boolean confirmed) -> {
                way(who, to).out.add(new Row(number, id));
                complainIf(!confirmed, number + " of " + who + " was not confirmed");
            }
            case Note.ReceivedRow(PhoneNumber from, int number, MessageId id) ->
                way(from, who).in.add(new Row(number, id));
            case Note.Oddity(String what) -> complaints.add(who + ": " + what);
        }
    }

    private Messages way(PhoneNumber from, PhoneNumber to) {
        return ways.computeIfAbsent(new Way(from, to), any -> new Messages());
    }

    private void complainIf(boolean wrong, String what) {
        if (wrong) {
            complaints.add(what);
        }
    }

    private void sent(Envelope envelope) {
        EnvelopeId id = idOf(envelope);
        if (!sent.add(id)) {
            return;
        }
        byte[] bytes = envelope.toArray();
        EnvelopeKind kind = EnvelopeKind.of(bytes).orElse(null);
        switch (kind) {
            case SESSION -> session(bytes, id);
            case FIRST_CONTACT -> once("first contact", Arrays.copyOfRange(bytes, ENC_AT, ENC_AT + ENC), id);
            case null -> complaints.add("an envelope of no kind");
        }
    }

    /// A session envelope that was found inside a first contact: its keys are ratchet keys like
    /// all others.
    void inside(EnvelopeId outer, Envelope envelope) {
        session(envelope.toArray(), outer);
    }

    /// Commitments stand for the message key, nonce and ciphertext of the header for the use of a
    /// header key.
    private void session(byte[] bytes, EnvelopeId id) {
        try {
            once("commitment", SessionEnvelope.commitment(bytes), id);
        } catch (CryptoException e) {
            complaints.add("not a session envelope");
        }
        int header = EnvelopeKind.PREFIX_SIZE;
        once("header nonce", Arrays.copyOfRange(bytes, header, header + NONCE), id);
        once("header", Arrays.copyOfRange(bytes, header + NONCE, SessionEnvelope.COMMITMENT_AT), id);
    }

    private void once(String what, byte[] bytes, EnvelopeId in) {
        EnvelopeId before = once.putIfAbsent(Octets.of(bytes), in);
        complainIf(before != null && !before.equals(in), "one " + what + " in two envelopes");
    }

    private void delivered(MailboxId.Read mailbox, long seq, EnvelopeId envelope) {
        delivered.add(envelope);
        EnvelopeId before =
                mailboxes.computeIfAbsent(mailbox, any -> new TreeMap<>()).put(seq, envelope);
        complainIf(before != null && !before.equals(envelope), "one number of a mailbox for two envelopes");
    }

    /// What the relay said it has and nobody was given yet.
    Set<EnvelopeId> owed() {
        Set<EnvelopeId> owed = new HashSet<>(accepted);
        owed.removeAll(delivered);
        return owed;
    }

    /// The relay stands still: what it owes must be on its disk.
    void relayHolds(Set<EnvelopeId> onDisk) {
        relayKills++;
        Set<EnvelopeId> gone = owed();
        lookedFor += gone.size();
        gone.removeAll(onDisk);
        complainIf(!gone.isEmpty(), gone.size() + " accepted envelopes are not on the relay's disk");
    }

    /// How many envelopes were looked for on a relay's disk, over all its kills.
    int lookedFor() {
        return lookedFor;
    }

    void complain(String what) {
        complaints.add(what);
    }

    int envelopes() {
        return sent.size();
    }

    /// How many messages were written, as far as anybody saw: a kill may come between a message and
    /// the note of it.
    int written() {
        return ways.values().stream().mapToInt(way -> way.highest + 1).sum();
    }

    /// Everything has come to rest and the histories are heard.
    ///
    /// @param people who wrote to whom: each to each other
    /// @param each how many messages one way
    /// @return what is wrong; empty if all promises were kept
    List<String> verdict(List<PhoneNumber> people, int each) {
        for (PhoneNumber from : people) {
            for (PhoneNumber to : people) {
                if (!from.equals(to)) {
                    judge(from + " to " + to, way(from, to), each);
                }
            }
        }
        complainIf(!owed().isEmpty(), owed().size() + " accepted envelopes were never delivered");
        mailboxes
                .values()
                .forEach(given -> complainIf(
                        gaps(given.keySet()) > relayKills,
                        "a mailbox has " + gaps(given.keySet()) + " gaps and the relay was killed " + relayKills
                                + " times"));
        return List.copyOf(complaints);
    }

    /// A relay that is killed goes on behind the numbers that it had reserved.
    private static int gaps(Set<Long> numbers) {
        int gaps = 0;
        long before = 0;
        for (long number : numbers) {
            gaps += number == before + 1 ? 0 : 1;
            before = number;
        }
        return gaps;
    }

    private void judge(String way, Messages messages, int each) {
        List<Integer> numbers = messages.in.stream().map(Row::number).toList();
        Set<Integer> different = new HashSet<>(numbers);
        complainIf(different.size() < numbers.size(), way + ": a message came twice");
        complainIf(messages.out.size() != each, way + ": " + messages.out.size() + " were written");
        for (Row row : messages.out) {
            complainIf(!different.contains(row.number()), way + ": " + row.number() + " was lost");
        }
        messages.committed.forEach((number, id) -> complainIf(
                !messages.out.contains(new Row(number, id)), way + ": " + number + " was promised and not kept"));
        complainIf(!numbers.equals(numbers.stream().sorted().toList()), way + ": the order of arrival is another one");
        complainIf(!Set.copyOf(messages.out).containsAll(messages.in), way + ": a message that was never written came");
    }
}
