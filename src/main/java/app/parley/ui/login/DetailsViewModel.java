package app.parley.ui.login;

import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.ui.Texts;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// Name and number, and for a guest the invite.
public final class DetailsViewModel {
    /// What the person gave.
    ///
    /// @param invite empty for the host
    public record Details(Optional<Invite> invite, PhoneNumber number, String name) {}

    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty number = new SimpleStringProperty("");
    private final StringProperty link = new SimpleStringProperty("");
    private final BooleanProperty host = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    public DetailsViewModel(Texts texts) {
        this.texts = texts;
        link.addListener((property, before, now) -> took(now));
        number.addListener(change -> problem.set(""));
        name.addListener(change -> problem.set(""));
    }

    private void took(String typed) {
        problem.set("");
        if (InviteLink.parse(typed) instanceof InviteLink.Parsed.Ok(Invite invite)) {
            invite.personal().ifPresent(personal -> number.set(personal.phone().international()));
        }
    }

    /// What is wrong with the link that was pasted; nothing while the field is empty or the link
    /// is right.
    public ObservableValue<String> linkProblem() {
        return link.map(typed -> {
            if (typed.isBlank()) {
                return "";
            }
            return switch (InviteLink.parse(typed)) {
                case InviteLink.Parsed.Ok ok -> "";
                case InviteLink.Parsed.Damaged damaged -> texts.get("invite.damaged");
                case InviteLink.Parsed.TooNew tooNew -> texts.get("invite.too-new");
                case InviteLink.Parsed.NotAnInvite not -> texts.get("invite.not");
            };
        });
    }

    /// Where a right link leads.
    public ObservableValue<String> linkWords() {
        return link.map(typed -> switch (InviteLink.parse(typed)) {
            case InviteLink.Parsed.Ok(Invite invite) ->
                texts.get(
                        invite.personal().isPresent() ? "invite.personal" : "invite.ok",
                        invite.relays().getFirst().toString());
            case InviteLink.Parsed.Damaged damaged -> "";
            case InviteLink.Parsed.TooNew tooNew -> "";
            case InviteLink.Parsed.NotAnInvite not -> "";
        });
    }

    /// What is wrong with the number; nothing while too little was typed to tell.
    public ObservableValue<String> numberProblem() {
        return number.map(typed -> {
            boolean enough = typed.replaceAll("[^0-9]", "").length() >= 7 || !typed.isBlank() && !typed.contains("+");
            return enough && PhoneNumber.parse(typed).isEmpty() ? texts.get("phone.wrong") : "";
        });
    }

    /// All that was given, once it is complete.
    public Optional<Details> details() {
        Optional<PhoneNumber> phone = PhoneNumber.parse(number.get());
        if (name.get().isBlank() || phone.isEmpty()) {
            return Optional.empty();
        }
        if (host.get()) {
            return Optional.of(
                    new Details(Optional.empty(), phone.get(), name.get().strip()));
        }
        return InviteLink.parse(link.get()) instanceof InviteLink.Parsed.Ok(Invite invite)
                ? Optional.of(
                        new Details(Optional.of(invite), phone.get(), name.get().strip()))
                : Optional.empty();
    }

    public BooleanBinding ready() {
        return Bindings.createBooleanBinding(() -> details().isPresent(), name, number, link, host);
    }

    public StringProperty nameProperty() {
        return name;
    }

    public StringProperty numberProperty() {
        return number;
    }

    public StringProperty linkProperty() {
        return link;
    }

    /// Whether this person hosts; then there is no invite to paste.
    public BooleanProperty hostProperty() {
        return host;
    }

    public boolean isHost() {
        return host.get();
    }

    /// What the relay or the host switch said, until something is changed.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public String getProblem() {
        return problem.get();
    }

    void say(String words) {
        problem.set(words);
    }
}
