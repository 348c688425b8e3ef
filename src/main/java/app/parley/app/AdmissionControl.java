package app.parley.app;

import app.parley.client.session.Circle;
import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.content.CircleProfile;
import app.parley.relay.Admission;
import app.parley.relay.InviteTerms;
import app.parley.relay.IssuedInvite;
import app.parley.relay.Member;
import app.parley.relay.Newcomer;
import app.parley.relay.Relay;
import app.parley.relay.RelayException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the owner asks a running relay about who may join and who has to leave, in JSON.
final class AdmissionControl {
    /// The word that stands for the open invite.
    static final String OPEN = "open";

    private static final int SHORTEST_PREFIX = 8;

    private final Relay relay;

    AdmissionControl(Relay relay) {
        this.relay = relay;
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(Admission admission) throws RelayException, Failure;
    }

    private <T> T ask(Question<T> question) throws Failure {
        try {
            return question.ask(relay.admission());
        } catch (RelayException e) {
            throw Failure.because("The relay could not do that: its disk is full or broken. Nothing was changed.");
        }
    }

    JsonObject invite(JsonObject request) throws Failure {
        Optional<String> typed = StrictJson.text(request, "phone");
        Optional<Integer> uses = StrictJson.whole(request, "uses", 1, InviteTerms.MAX_USES);
        Optional<Integer> seconds = StrictJson.whole(request, "seconds", 1, (int) InviteTerms.LONGEST.toSeconds());
        if (typed.isEmpty() && uses.isEmpty() && seconds.isEmpty()) {
            return line(relay.invite());
        }
        Optional<PhoneNumber> phone = typed.flatMap(PhoneNumber::parse);
        if (typed.isPresent() && phone.isEmpty()) {
            throw Failure.because("That is no phone number. No invite was made.");
        }
        if (phone.isPresent() && uses.orElse(1) != 1) {
            throw Failure.because("An invite for one number lets one person in. No invite was made.");
        }
        Duration valid = seconds.map(Duration::ofSeconds).orElse(InviteTerms.USUAL);
        return line(ask(admission -> admission.invite(new InviteTerms(phone, uses.orElse(1), valid))));
    }

    private static JsonObject line(Invite invite) {
        JsonObject line = new JsonObject();
        line.addProperty("invite", InviteLink.format(invite));
        return line;
    }

    List<JsonObject> invites() throws Failure {
        List<JsonObject> lines = new ArrayList<>();
        for (IssuedInvite invite : ask(Admission::invites)) {
            JsonObject line = new JsonObject();
            line.addProperty("id", invite.id());
            line.addProperty("for", invite.personal() ? "person" : "group");
            line.addProperty("usesLeft", invite.usesLeft());
            line.addProperty("expires", invite.expires().toString());
            lines.add(line);
        }
        return lines;
    }

    JsonObject revoke(JsonObject request) throws Failure {
        String id = required(request, "id");
        if (id.equals(OPEN)) {
            return line(ask(Admission::replaceOpenInvite));
        }
        if (!ask(admission -> admission.revoke(id))) {
            throw Failure.because(
                    "There is no such invite; it may be used up or expired. parley relay invites lists" + " them.");
        }
        JsonObject line = new JsonObject();
        line.addProperty("revoked", id);
        return line;
    }

    List<JsonObject> members() throws Failure {
        byte[] circleKey = relay.invite().circleKey().toArray();
        List<JsonObject> lines = new ArrayList<>();
        for (Member member : ask(Admission::members)) {
            JsonObject line = new JsonObject();
            line.addProperty("account", member.account().hex());
            line.addProperty("state", "member");
            Optional<CircleProfile> shown = Circle.open(circleKey, member.manifest(), member.sealedProfile());
            shown.ifPresent(profile -> line.addProperty("name", profile.name()));
            shown.flatMap(CircleProfile::phone).ifPresent(phone -> line.addProperty("phone", phone.e164()));
            line.addProperty("online", member.online());
            line.addProperty("lastSeen", member.lastSeen().toString().substring(0, "2000-01-01".length()));
            lines.add(line);
        }
        for (Newcomer newcomer : ask(Admission::newcomers)) {
            JsonObject line = new JsonObject();
            line.addProperty("account", newcomer.account().hex());
            line.addProperty("state", "waits");
            line.addProperty("phone", newcomer.phone().e164());
            line.addProperty("since", newcomer.since().toString());
            lines.add(line);
        }
        return lines;
    }

    JsonObject approve(JsonObject request) throws Failure {
        AccountId account = newcomer(required(request, "who"));
        return switch (ask(admission -> admission.approve(account))) {
            case Admission.Answer.Done done -> done("approved", account);
            case Admission.Answer.Nobody nobody -> throw nobodyWaits();
            case Admission.Answer.NumberHeld held ->
                throw Failure.because("Another member has that number. Unless they sign in, approve the newcomer again"
                        + " in " + Words.of(held.retryAfter()) + "; or remove that member first.");
        };
    }

    JsonObject refuse(JsonObject request) throws Failure {
        AccountId account = newcomer(required(request, "who"));
        if (!ask(admission -> admission.refuse(account))) {
            throw nobodyWaits();
        }
        return done("refused", account);
    }

    JsonObject remove(JsonObject request) throws Failure {
        AccountId account = member(required(request, "who"));
        if (!ask(admission -> admission.remove(account))) {
            throw noMember();
        }
        return done("removed", account);
    }

    private static JsonObject done(String what, AccountId account) {
        JsonObject line = new JsonObject();
        line.addProperty(what, account.hex());
        return line;
    }

    private AccountId newcomer(String who) throws Failure {
        Optional<PhoneNumber> phone = PhoneNumber.parse(who);
        return one(
                ask(Admission::newcomers).stream()
                        .filter(newcomer -> phone.map(number -> number.equals(newcomer.phone()))
                                .orElse(prefix(who, newcomer.account())))
                        .map(Newcomer::account),
                nobodyWaits());
    }

    private AccountId member(String who) throws Failure {
        Optional<PhoneNumber> phone = PhoneNumber.parse(who);
        if (phone.isPresent()) {
            return ask(admission -> admission.holder(phone.get())).orElseThrow(AdmissionControl::noMember);
        }
        return one(
                ask(Admission::members).stream().map(Member::account).filter(account -> prefix(who, account)),
                noMember());
    }

    private static boolean prefix(String who, AccountId account) {
        return who.length() >= SHORTEST_PREFIX && account.hex().startsWith(who);
    }

    private static AccountId one(Stream<AccountId> found, Failure none) throws Failure {
        List<AccountId> all = found.toList();
        if (all.size() > 1) {
            throw Failure.because("That fits more than one. Nothing was changed; give more of the account.");
        }
        return all.stream().findFirst().orElseThrow(() -> none);
    }

    private static Failure nobodyWaits() {
        return Failure.because("Nobody like that waits to be let in. parley relay members shows who does.");
    }

    private static Failure noMember() {
        return Failure.because("There is no such member. parley relay members lists them.");
    }

    private static String required(JsonObject request, String name) {
        return StrictJson.text(request, name).orElseThrow(() -> new JsonParseException("no " + name));
    }
}
