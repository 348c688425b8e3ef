package app.parley.app;

import app.parley.client.Account;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.SignIn;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// `client sign-up`: from an invite, a number and a code to an account.
///
/// @param code the code if it was given; else it rides in a personal invite or is asked for
record SignUp(Invite invite, PhoneNumber phone, String name, Optional<String> code) {

    /// Reads an invite as typed or pasted.
    static Invite readInvite(String typed) throws Failure {
        return switch (InviteLink.parse(typed)) {
            case InviteLink.Parsed.Ok ok -> ok.invite();
            case InviteLink.Parsed.Damaged damaged ->
                throw Failure.wrongUse("A character of this invite is wrong or missing. Nothing was changed; copy all"
                        + " of it again.");
            case InviteLink.Parsed.TooNew tooNew ->
                throw Failure.wrongUse(
                        "A newer Parley made this invite. Nothing was changed; bring this one up to" + " date.");
            case InviteLink.Parsed.NotAnInvite not ->
                throw Failure.wrongUse("That is not an invite: one begins with parley://join/. Nothing was changed.");
        };
    }

    /// Signs up, and stays until the relay has what others need to write to the new account.
    void run(LiveClient live, Terminal terminal, Report report) throws Failure {
        if (live.snapshot().me().isPresent()) {
            Me me = live.snapshot().me().get();
            throw Failure.because("This profile is signed up already, as "
                    + me.phone().e164() + ". Nothing was changed; use another --profile for another account.");
        }
        Me me = signIn(live.client().account(), terminal);
        live.connect();
        Link link = live.settledLink(Deadline.in(LiveClient.REACH));
        boolean waits =
                link instanceof Link.Lost(Link.Trouble why, Instant next) && why == Link.Trouble.WAITS_FOR_OWNER;
        if (waits) {
            report.remark(Words.of(Link.Trouble.WAITS_FOR_OWNER));
        } else if (!(link instanceof Link.Connected)) {
            report.remark("Signed up, but the relay went away right after. The rest happens by itself next time.");
        }
        JsonObject line = Report.event(waits ? "waits-for-owner" : "signed-in");
        line.addProperty("account", me.account().hex());
        line.addProperty("phone", me.phone().e164());
        report.tell(line, "Signed up as " + me.name() + ", " + me.phone().e164() + ".");
    }

    private Me signIn(Account account, Terminal terminal) throws Failure {
        SignIn answer = account.requestCode(withCode(), phone, name);
        while (true) {
            switch (answer) {
                case SignIn.SignedIn signedIn -> {
                    return signedIn.me();
                }
                case SignIn.CodeSent sent -> {
                    terminal.say("The owner of the relay now sees a code of " + sent.digits()
                            + " digits for you. Ask for it by voice and type it here:");
                    answer = account.confirmCode(askCode(terminal));
                }
                case SignIn.Refused refused -> {
                    boolean mayTryAgain =
                            refused.why() == SignIn.Why.WRONG_CODE && refused.triesLeft() > 0 && code.isEmpty();
                    if (!mayTryAgain) {
                        throw Failure.because(Words.of(refused));
                    }
                    terminal.say(Words.of(refused));
                    answer = account.confirmCode(askCode(terminal));
                }
                case SignIn.Unreachable unreachable ->
                    throw Failure.because(Words.of(unreachable.trouble()) + " Nothing was changed.");
            }
        }
    }

    /// A code that was given along acts as if it rode in a personal invite: no new code is asked
    /// for.
    private Invite withCode() throws Failure {
        if (code.isEmpty()) {
            return invite;
        }
        String digits = digits(code.get())
                .orElseThrow(() -> Failure.wrongUse("A code has 6 to 8 digits. Nothing was changed."));
        return new Invite(
                invite.relays(),
                invite.pin(),
                invite.admission(),
                invite.circleKey(),
                invite.inviter(),
                Optional.of(new Invite.Personal(phone, digits)));
    }

    /// The digits of a code as typed, with any blanks or dashes; empty if it cannot be one.
    private static Optional<String> digits(String typed) {
        return Optional.of(typed.replaceAll("[\\s\\-]", "")).filter(text -> text.matches("[0-9]{6,8}"));
    }

    /// Reads lines until one looks like a code: a slip of the finger costs no try.
    private static String askCode(Terminal terminal) throws Failure {
        while (true) {
            String line = terminal.readLine()
                    .orElseThrow(() -> Failure.because("No code came on standard input, so nobody was signed up. Start"
                            + " again with --code CODE once you have it."));
            Optional<String> digits = digits(line);
            if (digits.isPresent()) {
                return digits.get();
            }
            terminal.say("A code has 6 to 8 digits. Please type it again:");
        }
    }
}
