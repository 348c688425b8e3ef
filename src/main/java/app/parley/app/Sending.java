package app.parley.app;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Person;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// `client send`: one message, and a line for each step of the delivery ladder it reaches.
final class Sending {
    /// How long a relay in reach is given to take the message when nobody asked to wait.
    private static final Duration MOMENT = Duration.ofSeconds(10);

    /// What to wait for.
    enum Goal {
        ACCEPTED(Rung.ACCEPTED),
        DELIVERED(Rung.DELIVERED);

        private final Rung rung;

        Goal(Rung rung) {
            this.rung = rung;
        }
    }

    /// The names of the states, in the order a message climbs them; the last two end the climb.
    private enum Rung {
        WAITING,
        ACCEPTED,
        DELIVERED,
        READ,
        EXPIRED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LiveClient live;
    private final Report report;
    private Rung reached = Rung.WAITING;

    Sending(LiveClient live, Report report) {
        this.live = live;
        this.report = report;
    }

    /// @return whether the goal was reached, or there was none
    boolean send(Person to, String text, Optional<Message> replyTo, Optional<Goal> goal, Duration timeout)
            throws Failure {
        Message message = hand(to, text, replyTo);
        tell(message.id(), Rung.WAITING);
        live.connect();
        Deadline deadline = Deadline.in(goal.isPresent() ? timeout : MOMENT);
        Rung wanted = goal.map(g -> g.rung).orElse(Rung.ACCEPTED);
        while (reached.compareTo(wanted) < 0) {
            if (goal.isEmpty() && outOfReach()) {
                report.remark("The relay is out of reach. The message waits here and is sent when it is back.");
                return true;
            }
            Optional<ClientEvent> event = live.next(deadline);
            if (event.isEmpty()) {
                return gaveUp(goal, timeout);
            }
            note(event.get(), message.id());
        }
        return reached.compareTo(Rung.EXPIRED) < 0;
    }

    private Message hand(Person to, String text, Optional<Message> replyTo) throws Failure {
        try {
            return live.client().send(to.id(), text, replyTo);
        } catch (ClientException e) {
            boolean badText = e.why() == ClientException.Why.BLANK || e.why() == ClientException.Why.TOO_LONG;
            throw badText ? Failure.wrongUse(Words.of(e.why())) : Failure.because(Words.of(e.why()));
        }
    }

    private boolean outOfReach() {
        return live.link() instanceof Link.Lost || live.link() instanceof Link.Stopped;
    }

    private boolean gaveUp(Optional<Goal> goal, Duration timeout) {
        if (goal.isEmpty()) {
            report.remark("The message is still here and is sent as soon as possible.");
            return true;
        }
        report.remark("Not " + goal.get().rung.word() + " within " + Words.of(timeout)
                + ". The message is kept and goes on by itself when Parley runs.");
        return false;
    }

    private void note(ClientEvent event, MessageId id) throws Failure {
        if (event instanceof ClientEvent.StorageTrouble trouble) {
            throw Failure.because(Words.of(trouble.why()));
        }
        if (event instanceof ClientEvent.ClockOff clock) {
            report.remark(Words.of(clock));
        }
        Optional<Message> changed = Optional.empty();
        if (event instanceof ClientEvent.MessageAdded added) {
            changed = Optional.of(added.message());
        } else if (event instanceof ClientEvent.MessageChanged change) {
            changed = Optional.of(change.message());
        }
        if (changed.isPresent()
                && changed.get().id().equals(id)
                && changed.get().body() instanceof Message.Sent sent) {
            climb(id, sent.delivery());
        }
    }

    /// A receipt can overtake the relay's own word; the rungs below it were reached all the same
    /// and are told first.
    private void climb(MessageId id, Delivery delivery) throws Failure {
        Rung now = rung(delivery);
        if (delivery instanceof Delivery.Failed failed) {
            report.remark(Words.of(failed));
        }
        if (now.compareTo(Rung.READ) <= 0) {
            while (reached.compareTo(now) < 0) {
                reached = Rung.values()[reached.ordinal() + 1];
                tell(id, reached);
            }
        } else if (reached != now) {
            reached = now;
            tell(id, now);
        }
    }

    private void tell(MessageId id, Rung rung) throws Failure {
        JsonObject line = Report.event("state");
        line.addProperty("id", id.hex());
        line.addProperty("state", rung.word());
        report.tell(line, rung.word());
    }

    private static Rung rung(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting waiting -> Rung.WAITING;
            case Delivery.AtRelay atRelay -> Rung.ACCEPTED;
            case Delivery.OnDevice onDevice -> Rung.DELIVERED;
            case Delivery.Read read -> Rung.READ;
            case Delivery.Expired expired -> Rung.EXPIRED;
            case Delivery.Failed failed -> Rung.FAILED;
        };
    }

    /// The word for a state, as `history` shows it.
    static String word(Delivery delivery) {
        return rung(delivery).word();
    }
}
