package app.parley.ui.login;

import app.parley.client.Account;
import app.parley.client.Client;
import app.parley.client.SignIn;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.ui.FxBridge;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.service.KeyWork;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Becoming a member of a relay: who one is, hosting the relay first if it is to be one's own,
/// and the code.
final class Joining implements AutoCloseable {
    private final Hosting hosting;
    private final KeyWork keys;
    private final Wording wording;
    private final Texts texts;
    private final Frame frame;
    private final DetailsViewModel details;
    private final CodeViewModel code;
    private final Hosting.Subscription hostingChanges;
    private Optional<DetailsViewModel.Details> waitingForHost = Optional.empty();
    private Optional<DetailsViewModel.Details> asking = Optional.empty();
    private boolean filledIn;

    /// Where this is a part of.
    interface Frame {
        /// Whether the step with the code is on screen.
        boolean atCode();

        /// Goes to that step.
        void toCode();

        /// The profile, once it is open.
        Optional<Client> client();

        /// The relay took this person in.
        void signedIn();
    }

    Joining(Hosting hosting, KeyWork keys, Wording wording, Executor fx, Frame frame) {
        this.hosting = hosting;
        this.keys = keys;
        this.wording = wording;
        this.texts = wording.texts();
        this.frame = frame;
        this.details = new DetailsViewModel(texts);
        this.code = new CodeViewModel(texts, wording.times(), this::confirm, this::requestCode);
        FxBridge<Boolean> changes = new FxBridge<>(batch -> hostingChanged(), fx);
        this.hostingChanges = hosting.onChange(() -> changes.accept(true));
    }

    DetailsViewModel details() {
        return details;
    }

    CodeViewModel code() {
        return code;
    }

    /// Name and number are given: turns the relay on if this person hosts, and asks for a code.
    void submit() {
        details.details().ifPresent(given -> {
            details.say("");
            if (!details.isHost()) {
                asking = Optional.of(given);
                requestCode();
                return;
            }
            waitingForHost = Optional.of(given);
            if (!(hosting.status() instanceof Hosting.Status.On)) {
                hosting.start(hosting.port());
            }
            hostingChanged();
        });
    }

    private void hostingChanged() {
        waitingForHost.ifPresent(given -> {
            switch (hosting.status()) {
                case Hosting.Status.On on -> hosted(given);
                case Hosting.Status.Failed failed -> {
                    waitingForHost = Optional.empty();
                    details.say(texts.of("hosting.failed", failed.reason(), Integer.toString(failed.port())));
                }
                case Hosting.Status.Off off -> {}
                case Hosting.Status.Starting starting -> {}
            }
        });
        fillInOwnCode();
    }

    private void hosted(DetailsViewModel.Details given) {
        waitingForHost = Optional.empty();
        hosting.invite()
                .map(InviteLink::parse)
                .filter(InviteLink.Parsed.Ok.class::isInstance)
                .ifPresentOrElse(
                        parsed -> {
                            Invite invite = ((InviteLink.Parsed.Ok) parsed).invite();
                            asking = Optional.of(
                                    new DetailsViewModel.Details(Optional.of(invite), given.number(), given.name()));
                            requestCode();
                        },
                        () -> details.say(texts.get("failure.other")));
    }

    private void requestCode() {
        Optional<Client> client = frame.client();
        if (asking.isEmpty() || client.isEmpty()) {
            return;
        }
        DetailsViewModel.Details given = asking.get();
        Account account = client.get().account();
        filledIn = false;
        keys.work(
                texts.get("code.asking"),
                () -> account.requestCode(given.invite().orElseThrow(), given.number(), given.name()),
                answer -> asked(answer, given),
                failed -> say(wording.failure(failed)));
    }

    private void asked(SignIn answer, DetailsViewModel.Details given) {
        switch (answer) {
            case SignIn.CodeSent sent -> {
                frame.toCode();
                code.sent(sent, details.isHost(), given.number().international());
                fillInOwnCode();
            }
            case SignIn.Refused refused -> {
                if (frame.atCode()) {
                    code.refused(refused);
                } else {
                    long minutes = Math.max(1, (refused.retryAfter().toSeconds() + 59) / 60);
                    say(texts.of("refused", refused.why(), refused.triesLeft(), minutes));
                }
            }
            case SignIn.Unreachable unreachable -> say(unreachable(unreachable));
            case SignIn.SignedIn in -> frame.signedIn();
        }
    }

    private String unreachable(SignIn.Unreachable unreachable) {
        return texts.get("details.unreachable", wording.trouble(unreachable.trouble()));
    }

    /// The owner's own code lies on this very computer: nobody has to read it to them.
    private void fillInOwnCode() {
        if (!frame.atCode() || !details.isHost() || filledIn) {
            return;
        }
        asking.flatMap(given -> hosting.pendingCodes().stream()
                        .filter(pending -> pending.phone().equals(given.number()))
                        .reduce((older, newer) -> newer))
                .ifPresent(pending -> {
                    filledIn = true;
                    code.fillIn(pending.code());
                });
    }

    private void confirm(String typed) {
        frame.client()
                .ifPresent(client -> keys.work(
                        texts.get("code.checking"),
                        () -> client.account().confirmCode(typed),
                        this::confirmed,
                        failed -> code.failed(wording.failure(failed))));
    }

    private void confirmed(SignIn answer) {
        switch (answer) {
            case SignIn.SignedIn in -> frame.signedIn();
            case SignIn.Refused refused -> code.refused(refused);
            case SignIn.Unreachable unreachable -> code.failed(unreachable(unreachable));
            case SignIn.CodeSent sent -> code.failed(texts.get("failure.other"));
        }
    }

    private void say(String words) {
        if (frame.atCode()) {
            code.failed(words);
        } else {
            details.say(words);
        }
    }

    @Override
    public void close() {
        hostingChanges.close();
    }
}
