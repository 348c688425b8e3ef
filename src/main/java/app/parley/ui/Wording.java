package app.parley.ui;

import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.protocol.PhoneNumber;
import java.time.Duration;

/// What the client reports, in the words of the person who looks.
public final class Wording {
    private final Texts texts;
    private final Times times;

    public Wording(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    public Texts texts() {
        return texts;
    }

    public Times times() {
        return times;
    }

    /// The name, or while it is not known the number, or that they are new.
    public String name(Person person) {
        return person.name().isBlank()
                ? person.phone().map(PhoneNumber::international).orElseGet(() -> texts.get("person.unnamed"))
                : person.name();
    }

    /// "online", "last seen …" or nothing.
    public String presence(Person person) {
        if (!person.member()) {
            return texts.get("person.left");
        }
        if (person.online()) {
            return texts.get("person.online");
        }
        return person.lastSeen().map(times::lastSeen).orElseGet(() -> texts.get("person.offline"));
    }

    /// How far a sent message came, as one sentence.
    public String delivery(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting waiting -> texts.of("delivery.waiting", waiting.why());
            case Delivery.AtRelay at -> texts.get("delivery.at-relay", times.full(at.until()));
            case Delivery.OnDevice on -> texts.get("delivery.on-device", times.full(on.at()));
            case Delivery.Read read -> texts.get("delivery.read", times.full(read.at()));
            case Delivery.Expired expired -> texts.get("delivery.expired");
            case Delivery.Failed failed -> texts.of("delivery.failed", failed.reason());
        };
    }

    /// A grey row, about `who`.
    public String notice(Message.Notice notice, String who) {
        return notice.kind() == Message.Kind.TIMER ? timer(notice.timer()) : texts.of("notice", notice.kind(), who);
    }

    /// That messages disappear after a time, or stay.
    public String timer(Duration after) {
        if (after.isZero()) {
            return texts.get("notice.TIMER.off");
        }
        return texts.get("notice.TIMER", times.span(after));
    }

    /// The text of a row for the list: on one line.
    public String preview(Message message, String who) {
        String text = switch (message.body()) {
            case Message.Sent sent -> sent.text();
            case Message.Received received -> received.text();
            case Message.Notice notice -> notice(notice, who);
            case Message.Erased erased -> erased(erased.mine());
        };
        return oneLine(text);
    }

    /// A text on one line.
    public String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /// A message that was taken back.
    public String erased(boolean mine) {
        return texts.get(mine ? "message.erased.mine" : "message.erased");
    }

    /// What is wrong with the connection.
    public String trouble(Link.Trouble trouble) {
        return texts.of("link.trouble", trouble);
    }

    /// What happened, what is safe, what to do: for anything a [Work] failed with.
    public String failure(Exception failed) {
        return failed instanceof ClientException e ? texts.of("failure", e.why()) : texts.get("failure.other");
    }
}
