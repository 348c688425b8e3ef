package app.parley.ui.fake;

import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// People and talk that look like life.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-19T14:32:00Z");
    public static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final ZoneId ZONE = ZoneId.of("UTC");
    public static final String DIGITS = "302946510877264915083317642095581234906713357789012345674409";
    public static final Invite INVITE = new Invite(
            List.of(new RelayAddress("192.168.1.20", 4747)),
            pin(7),
            octets(Invite.ADMISSION_LENGTH, 3),
            octets(Invite.KEY_LENGTH, 5),
            Optional.empty(),
            Optional.empty());

    public static final AccountId NOA = account(1);
    public static final AccountId TOM = account(2);
    public static final AccountId LAYLA = account(3);
    public static final AccountId GRANDMA = account(4);
    public static final AccountId JULES = account(5);
    public static final AccountId DANIEL = account(6);
    public static final AccountId MIRIAM = account(7);
    public static final AccountId PRIYA = account(8);

    private Samples() {}

    public static RelayPin pin(int seed) {
        return new RelayPin(octets(32, seed));
    }

    public static Octets octets(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return Octets.of(bytes);
    }

    public static AccountId account(int seed) {
        return new AccountId(octets(AccountId.LENGTH, seed * 29));
    }

    public static PhoneNumber phone(int last) {
        return PhoneNumber.parse("+120255501" + String.format("%02d", last)).orElseThrow();
    }

    public static Person person(AccountId id, int number, String name, boolean online, Person.Trust trust) {
        return new Person(
                id,
                Optional.of(phone(number)),
                name,
                online,
                online ? Optional.empty() : Optional.of(NOW.minus(Duration.ofMinutes(number * 17L))),
                trust,
                true,
                Duration.ZERO,
                false,
                Person.Standing.KNOWN);
    }

    public static Person with(Person person, Person.Trust trust) {
        return new Person(
                person.id(),
                person.phone(),
                person.name(),
                person.online(),
                person.lastSeen(),
                trust,
                person.member(),
                person.timer(),
                person.offTheRecord(),
                person.standing());
    }

    /// The same person, in a conversation off the record or not.
    public static Person offTheRecord(Person person, boolean on) {
        return new Person(
                person.id(),
                person.phone(),
                person.name(),
                person.online(),
                person.lastSeen(),
                person.trust(),
                person.member(),
                person.timer(),
                on,
                person.standing());
    }

    /// The same person, who asks to be heard, or is blocked.
    public static Person standing(Person person, Person.Standing standing) {
        return new Person(
                person.id(),
                person.phone(),
                person.name(),
                person.online(),
                person.lastSeen(),
                person.trust(),
                person.member(),
                person.timer(),
                person.offTheRecord(),
                standing);
    }

    /// The same person, in a conversation where messages disappear.
    public static Person disappearing(Person person, Duration timer) {
        return new Person(
                person.id(),
                person.phone(),
                person.name(),
                person.online(),
                person.lastSeen(),
                person.trust(),
                person.member(),
                timer,
                person.offTheRecord(),
                person.standing());
    }

    /// Somebody signed in, with nobody else there.
    public static FakeClient alone() {
        FakeClient client = new FakeClient(CLOCK);
        client.me = Optional.of(
                new Me(account(0), phone(0), "Ada Berger", INVITE.relays().getFirst()));
        client.link = new Link.Connected();
        return client;
    }

    /// A week of talk.
    public static FakeClient busy() {
        FakeClient client = alone();
        client.put(person(NOA, 1, "Noa Levi", true, Person.Trust.VERIFIED));
        client.put(person(TOM, 2, "Tom Okafor", true, Person.Trust.FIRST_SEEN));
        client.put(person(LAYLA, 3, "ليلى حداد", false, Person.Trust.VERIFIED));
        client.put(person(GRANDMA, 4, "סבתא רותי", false, Person.Trust.VERIFIED));
        client.put(person(JULES, 5, "Jules Marchetti-Vandenberghe", false, Person.Trust.CHANGED));
        client.put(person(DANIEL, 6, "Daniel Weiss", false, Person.Trust.CHANGED_AFTER_VERIFIED));
        client.put(person(MIRIAM, 7, "Miriam", true, Person.Trust.FIRST_SEEN));
        client.put(person(PRIYA, 8, "Priya Raman", false, Person.Trust.FIRST_SEEN));
        noa(client);
        others(client);
        return client;
    }

    private static void noa(FakeClient client) {
        Talk talk = new Talk(client, NOA);
        talk.notice(2, 9, 2, Message.Kind.VERIFIED);
        talk.in(2, 9, 4, "Good morning! Are we still on for the market on Saturday?");
        talk.in(2, 9, 4, "I can bring the big cooler bag.");
        talk.out(2, 9, 11, "Yes, please do", read(2, 9, 12));
        talk.out(
                2,
                9,
                11,
                "The stall with the olives is only there until eleven, so let’s meet at half past nine at the fountain.",
                read(2, 9, 12));
        talk.in(2, 9, 15, "Perfect, thank you! 🥰 👍🏽");
        talk.in(
                1,
                18,
                40,
                "Found the recipe. It needs 400 g of spinach, two lemons, a bunch of dill and patience: https://example.org/spanakopita");
        talk.out(1, 18, 52, "Patience I have. Dill I don’t.", read(1, 19, 0));
        talk.in(0, 8, 20, "I grew up calling it שמיר, is that the same thing?", true);
        talk.in(0, 8, 21, "Never mind, looked it up. It is!", true);
        talk.out(0, 14, 24, "Great, then we have everything", device(0, 14, 24));
        talk.out(0, 14, 25, "Should I tell Tom as well?", relay());
        talk.in(0, 14, 28, "Yes! He always finds the best cheese 🧀🇫🇷");
    }

    /// The talk with Noa goes on, with all that can be done to messages.
    public static FakeClient lively() {
        FakeClient client = busy();
        List<Message> rows = List.copyOf(client.messages.get(NOA).values());
        Message patience = rows.get(rows.size() - 6);
        Message tom = rows.get(rows.size() - 2);
        Message cheese = rows.getLast();
        client.change(patience, said -> with(said, 0, new Said.Reaction(false, "😂")));
        client.change(cheese, said -> with(said.replyingTo(quote(tom)), 0, new Said.Reaction(true, "👍")));
        Talk talk = new Talk(client, NOA);
        talk.out(0, 14, 30, "Then I ask him to bring some of the old Gouda", device(0, 14, 31));
        Message asked = client.messages.get(NOA).lastEntry().getValue();
        client.change(asked, said -> with(said, 1, new Said.Reaction(false, "🎉"), new Said.Reaction(true, "🎉")));
        talk.in(0, 14, 33, "Market opens at 8, car park is closed on Saturday");
        client.change(client.messages.get(NOA).lastEntry().getValue(), Said::asForwarded);
        client.seed(NOA, at(0, 14, 34), false, new Message.Erased(false));
        client.put(disappearing(client.people.get(NOA), Duration.ofDays(7)));
        client.seed(NOA, at(0, 14, 35), false, new Message.Notice(Message.Kind.TIMER, Duration.ofDays(7)));
        return client;
    }

    private static Said with(Said said, int edits, Said.Reaction... reactions) {
        return new Said(
                said.text(), said.replyTo(), said.forwarded(), edits, List.of(reactions), said.timer(), said.goneAt());
    }

    private static Said.Quote quote(Message message) {
        return new Said.Quote(message.id(), message.mine(), message.said().map(Said::text));
    }

    private static void others(FakeClient client) {
        Talk layla = new Talk(client, LAYLA);
        layla.in(1, 20, 1, "مساء الخير! كيف كان يومك؟ هل وصلت الصور التي أرسلتها لك البارحة من الرحلة إلى الجبل؟");
        layla.out(1, 20, 6, "مساء النور، نعم وصلت كلها وهي جميلة جدا 🌹", read(1, 20, 7));
        layla.in(1, 20, 9, "الحمد لله. سنذهب مرة أخرى في الربيع، عند الساعة 7:30 صباحا من Main Street.");
        layla.out(1, 20, 12, "سأكون هناك", read(1, 20, 15));
        Talk grandma = new Talk(client, GRANDMA);
        grandma.in(
                0,
                13,
                2,
                "שבת שלום מותק, תתקשרי אליי כשתוכלי? הכנתי את העוגה שאת אוהבת ושמרתי לך חתיכה גדולה במקפיא.",
                true,
                false);
        grandma.in(0, 13, 3, "ותביאי סוודר, קר פה.", true, false);
        Talk tom = new Talk(client, TOM);
        tom.in(0, 11, 40, "Train is late again 🙄");
        tom.out(0, 11, 41, "Take your time, we are inside", new Delivery.Waiting(Delivery.Why.RELAY));
        Talk daniel = new Talk(client, DANIEL);
        daniel.out(3, 16, 20, "The contract is in the shared folder.", read(3, 16, 30));
        daniel.in(3, 16, 31, "Got it, thank you.");
        daniel.notice(0, 10, 5, Message.Kind.KEY_CHANGED);
        Talk jules = new Talk(client, JULES);
        jules.out(4, 19, 30, "Happy birthday!! 🎉🎉", read(4, 20, 0));
        jules.notice(1, 12, 0, Message.Kind.KEY_CHANGED);
        Talk miriam = new Talk(client, MIRIAM);
        miriam.out(
                1,
                9,
                0,
                "Are you coming on Saturday? We meet at half past nine, at the fountain, and go home around noon.",
                new Delivery.Expired());
        miriam.out(0, 9, 30, "Hello? Did this arrive?", new Delivery.Failed(Delivery.Reason.NO_MAILBOX));
    }

    private static Instant at(int daysAgo, int hour, int minute) {
        return NOW.atZone(ZONE)
                .toLocalDate()
                .minusDays(daysAgo)
                .atTime(hour, minute)
                .atZone(ZONE)
                .toInstant();
    }

    private static Delivery read(int daysAgo, int hour, int minute) {
        return new Delivery.Read(at(daysAgo, hour, minute));
    }

    private static Delivery device(int daysAgo, int hour, int minute) {
        return new Delivery.OnDevice(at(daysAgo, hour, minute));
    }

    private static Delivery relay() {
        return new Delivery.AtRelay(NOW.plus(Duration.ofDays(14)));
    }

    private record Talk(FakeClient client, AccountId with) {
        void in(int daysAgo, int hour, int minute, String text) {
            in(daysAgo, hour, minute, text, false);
        }

        void in(int daysAgo, int hour, int minute, String text, boolean away) {
            in(daysAgo, hour, minute, text, away, true);
        }

        void in(int daysAgo, int hour, int minute, String text, boolean away, boolean read) {
            client.seed(with, at(daysAgo, hour, minute), away, new Message.Received(text, true, true, read));
        }

        void out(int daysAgo, int hour, int minute, String text, Delivery delivery) {
            client.seed(with, at(daysAgo, hour, minute), false, new Message.Sent(text, delivery));
        }

        void notice(int daysAgo, int hour, int minute, Message.Kind kind) {
            client.seed(with, at(daysAgo, hour, minute), false, new Message.Notice(kind));
        }
    }
}
