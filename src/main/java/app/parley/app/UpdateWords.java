package app.parley.app;

import app.parley.app.update.Fetch;
import app.parley.app.update.UpdateCheck;
import app.parley.ui.Updates.Outcome;

/// What becomes of asking for new versions, in few kinds, and in words for the command line.
final class UpdateWords {
    private UpdateWords() {}

    static Outcome outcome(Fetch.Why why) {
        return switch (why) {
            case UNREACHABLE, TOO_SLOW -> Outcome.QUIET;
            case NOT_PROVEN -> Outcome.NOT_PROVEN;
            case REDIRECTED, NOT_THERE -> Outcome.NOTHING_THERE;
        };
    }

    static Outcome outcome(UpdateCheck.Why why) {
        return switch (why) {
            case TOO_LONG, UNSIGNED, MALFORMED -> Outcome.UNSIGNED;
            case NO_KEY -> Outcome.NO_KEY;
            case FOREIGN_KEY -> Outcome.FOREIGN_KEY;
            case FORGED -> Outcome.FORGED;
            case OLDER, CONTRADICTS -> Outcome.OLDER;
            case EXPIRED -> Outcome.EXPIRED;
            case FUTURE -> Outcome.FUTURE;
        };
    }

    static String of(Fetch.Why why) {
        return switch (why) {
            case UNREACHABLE -> "Nobody answered at that address. Nothing is known; try again when you are online.";
            case TOO_SLOW -> "The answer took too long and was given up. Nothing is known; try again later.";
            case NOT_PROVEN ->
                "Who answered could not show to be that address, so nothing was read. A page to log in to a network does"
                        + " this; so does somebody in between.";
            case REDIRECTED ->
                "The address says to look elsewhere, which Parley does not do by itself. Ask whoever gave you the"
                        + " address for the right one.";
            case NOT_THERE -> "There is nothing at that address. Ask whoever gave it to you for the right one.";
        };
    }

    static String of(UpdateCheck.Why why) {
        return switch (why) {
            case TOO_LONG -> "It is too long to be a statement about a release. It was not believed.";
            case UNSIGNED -> "It is no signed statement about a release. It was not believed.";
            case NO_KEY ->
                "It is not said whose signature to believe: this Parley was built without a release key. Put the"
                        + " fingerprint of the key behind the address (#…), or name it: --key FINGERPRINT";
            case FOREIGN_KEY ->
                "Another key signed it than the one to believe. It was not believed; install nothing it names. If the"
                        + " key was changed, whoever publishes will say so by another way too.";
            case FORGED ->
                "Its signature does not fit what it says: it was changed, or signed for something else. It was not"
                        + " believed; install nothing it names.";
            case MALFORMED -> "It is signed, but makes no sense to this Parley. It was not believed.";
            case OLDER ->
                "It is older than one that was believed before: somebody shows an old one. It was not believed.";
            case CONTRADICTS ->
                "Another one with the same number was believed before. It was not believed; tell whoever publishes.";
            case EXPIRED ->
                "Its time is over, so it says nothing about today. If this goes on, somebody may keep back newer ones;"
                        + " look at the publisher's page.";
            case FUTURE -> "It was made in the future. It was not believed; look at this computer's clock.";
        };
    }
}
