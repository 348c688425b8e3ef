package app.parley.app;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Scan;
import app.parley.client.SignIn;
import app.parley.client.export.ExportCheck;
import app.parley.client.export.MalformedExportException;
import app.parley.relay.RelayException;
import java.nio.file.Path;
import java.time.Duration;

/// What went wrong, in words: what happened, what is safe, what to do next.
final class Words {
    static final String NUMBER_CLAIMED =
            "Somebody else confirmed a code for your number at this relay. Your history and keys are safe here; talk to"
                    + " the relay's owner.";
    static final String STATE_ROLLED_BACK =
            "This profile was restored from an older copy, or runs twice. Keys are being made anew by themselves.";

    private static final String CONFLICTING_DEVICES =
            "their account signed two different device lists. Ask them in person or by phone, then verify them again.";

    private Words() {}

    static String of(Message.Notice notice) {
        return switch (notice.kind()) {
            case TIMER ->
                notice.timer().isZero()
                        ? "from here on messages stay."
                        : "from here on messages disappear " + of(notice.timer()) + " after they were sent and seen.";
            case KEY_CHANGED -> "their key changed. Compare the safety number with them.";
            case VERIFIED -> "verified.";
            case SESSION_RENEWED -> "the keys of this conversation were made anew.";
            case MESSAGE_LOST -> "a message was lost on the way; ask for it again.";
            case STATE_ROLLED_BACK -> STATE_ROLLED_BACK;
            case NO_LONGER_MEMBER -> "is no longer at this relay.";
            case OFF_THE_RECORD -> "this conversation is off the record: nothing in it is signed.";
            case ON_THE_RECORD -> "this conversation is on the record again: messages are signed.";
            case CAME_BY_INVITE -> "joined with your invite and is verified.";
            case OLDER_DEVICES -> "the relay showed an older list of their devices; the newer one was kept.";
            case CONFLICTING_DEVICES -> CONFLICTING_DEVICES;
            case HIDDEN_DEVICES -> "has a newer list of devices that the relay does not show. Ask the relay's owner.";
            case NEW_DEVICE -> "uses another device now; their account key, which signed for it, is the same.";
            case OTHER_DEVICES_OF_OURS ->
                "is shown devices under your name that are not yours: somebody may have your account key.";
        };
    }

    /// @param name of the person that was asked about
    static String of(Scan scan, String name) {
        String told = switch (scan.verdict()) {
            case SAME -> "The picture shows the same safety number as seen here.";
            case DIFFERS ->
                "They differ: the picture shows a safety number of other keys than the ones seen here. Somebody may sit"
                        + " between you, or it was made for another conversation: do not send secrets, and ask " + name
                        + " in person.";
            case OTHER_CONVERSATION ->
                "The picture shows the safety number of another conversation"
                        + scan.other().map(person -> ", with " + person.name()).orElse("") + ". Ask " + name
                        + " for the one of your conversation.";
            case OWN_CODE -> "The picture shows your own code. Ask " + name + " for a picture of theirs.";
            case NOT_A_SAFETY_NUMBER -> "The picture shows a QR code, but not a safety number.";
            case NO_CODE ->
                "No QR code can be found in the picture. Take it again: straight, sharp, with the white edge.";
            case NOT_A_PICTURE -> "That file is not a picture, or it is damaged. PNG, JPEG, GIF and BMP are read.";
            case TOO_LARGE -> "That picture is too large. Cut out the QR code and try again.";
            case NOT_READABLE -> "That file is not there or may not be read.";
        };
        return scan.verdict() == Scan.Verdict.SAME ? told : told + " Nobody was marked as verified.";
    }

    static String of(ExportCheck.Flaw flaw) {
        return switch (flaw) {
            case ACCOUNTS -> "it is not between the owner of the export and the other person";
            case KEYS -> "the keys of its accounts do not hold";
            case CONTENT -> "what was signed cannot be read, or is from or to somebody else";
            case CONVERSATION -> "it belongs to another conversation";
            case ID -> "its id is not the one that was signed";
            case TIME -> "its time is not the one that was signed";
            case TEXT -> "its text is not the one that was signed";
            case MANIFEST -> "the list of devices it was signed under is not in the file";
            case SIGNATURE -> "its signature does not hold";
            case TWICE -> "it stands in the file twice";
            case ORDER -> "it stands before a message that it follows";
        };
    }

    static String of(MalformedExportException.Why why, Path file) {
        return switch (why) {
            case NOT_READABLE -> file + " is not there or cannot be read.";
            case NOT_JSON -> file + " is not JSON, or it is damaged, so nothing in it was believed.";
            case NOT_AN_EXPORT ->
                file + " is not an export of Parley, or it was changed, so nothing in it was believed. Name the file"
                        + " conversation.json of an export.";
            case NEWER -> file + " was made by a newer Parley. Update this one to check it.";
            case TOO_LARGE -> file + " is larger than any export that is read.";
        };
    }

    static String of(ClientEvent.ClockOff clock) {
        Duration by = clock.ahead();
        Duration shown =
                by.abs().toDays() < 2 ? by.abs() : Duration.ofDays(by.abs().toDays());
        return "This machine's clock is " + of(shown) + (by.isNegative() ? " behind" : " ahead of")
                + " the relay's. Messages are safe; times shown are wrong until it is set.";
    }

    static String of(ClientException.Why why) {
        return switch (why) {
            case NOT_SIGNED_IN -> "This profile is not signed in. Sign up first: parley client --profile DIR sign-up.";
            case NOBODY_THERE -> "Nobody at this relay can be found by that number. Nothing was sent.";
            case NO_SUCH_MESSAGE -> "That message is not here any more, or it is not yours. Nothing was changed.";
            case BLANK -> "A message needs at least one letter. Nothing was sent.";
            case TOO_LONG -> "The text is too long for one message. Nothing was sent; please split it.";
            case KEY_CHANGED ->
                "This person was verified and their key has changed since, so nothing was sent. Compare the safety"
                        + " number with them again (safety-number, then verify).";
            case BLOCKED -> "Nothing was sent: you blocked this person. Unblock them first (client chat --no-block).";
            case CONFLICTING_DEVICES -> "Nothing was sent: " + CONFLICTING_DEVICES;
            case DISK_FULL -> "The disk is full. What was stored before is safe; make room and try again.";
            case DATABASE ->
                "The profile's database could not be used. It was left as it is; check the disk and try again.";
            case RELAY_UNREACHABLE ->
                "The relay cannot be reached just now. Nothing was lost; try again when it is back.";
            case TOO_OFTEN -> "The relay was asked too often. Nothing was lost; wait a while and try again.";
            case PROFILE_IN_USE ->
                "Another Parley has this profile open. Nothing was changed; close the other one, or name another"
                        + " --profile.";
            case PROFILE_CORRUPT ->
                "The profile is damaged and was not opened. Its files were left exactly as they are; put a backup in"
                        + " their place, or sign up again with another --profile.";
            case WRONG_PASSPHRASE -> "That is not the passphrase of this profile. Nothing was changed.";
            case TOO_SOON ->
                "There were too many wrong passphrases, so this one was not looked at. Nothing was changed.";
            case PASSPHRASE_NEEDED ->
                "This profile needs its passphrase: --passphrase-file F, or the environment variable"
                        + " PARLEY_PASSPHRASE. Nothing was changed.";
            case KEY_STORE_UNAVAILABLE ->
                "The system's key store does not answer, or does not have the key of this profile. Nothing was changed;"
                        + " log in to the desktop session that has it and try again.";
            case CLOSED -> "Parley is ending. What was reported before is done.";
            case PROFILE_EXISTS -> "There is a profile in this folder already. It was left as it is.";
            case NO_PROFILE ->
                "There is no profile in this folder. Make one: parley client --profile DIR sign-up --invite LINK"
                        + " --phone +… --name NAME";
        };
    }

    /// @param pause until the next passphrase is looked at
    static String pause(Duration pause) {
        long seconds = pause.plusMillis(999).toSeconds();
        return "The next try is taken in " + (seconds == 1 ? "one second." : seconds + " seconds.");
    }

    static String of(SignIn.Refused refused) {
        return switch (refused.why()) {
            case WRONG_CODE ->
                "That is not the code. "
                        + switch (refused.triesLeft()) {
                            case 0 ->
                                "It was typed wrong too often and no longer works. Nothing was changed; sign up"
                                        + " again later for a new one.";
                            case 1 -> "One try is left.";
                            default -> refused.triesLeft() + " tries are left.";
                        };
            case CODE_EXPIRED ->
                "The code has expired or was used already. Nothing was changed; sign up again for a new one.";
            case TOO_MANY_TRIES ->
                "The code was typed wrong too often and no longer works. Nothing was changed; " + later(refused);
            case TOO_OFTEN -> "Codes were asked for too often. Nothing was changed; " + later(refused);
            case NOT_INVITED ->
                "The relay does not accept this invite for this number. Nothing was changed; ask its owner for a new"
                        + " invite.";
            case NUMBER_IN_USE ->
                "This number is in use at the relay with another key. Nothing was changed; "
                        + (refused.retryAfter().isZero()
                                ? "ask the relay's owner."
                                : "it can be taken over " + later(refused));
            case RELAY_FULL -> "The relay is full. Nothing was changed; ask its owner to make room.";
            case NOT_STORED ->
                "The relay agreed, but this machine could not store it: the disk is full or broken. Make room and sign"
                        + " up again.";
            case RELAY_TOO_NEW_OR_OLD ->
                "The relay runs a Parley that does not understand this one. Nothing was changed; bring both up to"
                        + " date.";
        };
    }

    private static String later(SignIn.Refused refused) {
        return refused.retryAfter().isZero() ? "try again later." : "try again in " + of(refused.retryAfter()) + ".";
    }

    static String of(Link.Trouble trouble) {
        return switch (trouble) {
            case UNREACHABLE -> "Nobody answers at the relay's address. Is it running, and are you on its network?";
            case NO_SUCH_HOST -> "The relay's name cannot be found: no network, or the invite names a wrong host.";
            case WRONG_KEY ->
                "What answers at the relay's address has another key than your invite says, so nothing was sent to"
                        + " it. Ask the owner whether the relay was made anew, and for a new invite.";
            case NOT_A_RELAY -> "What answers at the relay's address is not a Parley relay.";
            case UNKNOWN_ACCOUNT ->
                "The relay no longer knows this account. Your history is safe here; ask the owner for a new invite.";
            case WAITS_FOR_OWNER ->
                "The relay's owner has not let you in yet. Ask them; from then on everything goes by itself.";
            case NOT_ADMITTED ->
                "The relay's owner did not let you in. If that is a mistake, ask them for a new invite.";
            case REMOVED ->
                "The relay's owner has removed you from this circle. Your history is safe here; nothing is sent or"
                        + " received any more.";
            case CLOSED -> "The relay ended the connection.";
            case SILENT -> "The relay stopped answering.";
        };
    }

    static String of(Delivery.Waiting waiting) {
        return switch (waiting.why()) {
            case SENDING -> "The message is on its way.";
            case RELAY -> "The message waits here for the relay and is sent as soon as it can be reached.";
            case KEYS -> "The message waits here for the other person's keys.";
            case MAILBOX_FULL -> "The message waits here: the other person's mailbox is full.";
            case RELAY_FULL -> "The message waits here: the relay's disk is full.";
        };
    }

    static String of(Delivery.Failed failed) {
        return switch (failed.reason()) {
            case NO_MAILBOX -> "The message was not sent: the other person left, or made a new account.";
            case KEY_CHANGED ->
                "The message did not arrive before the other person's key changed. Compare the safety number and send again.";
        };
    }

    static String of(RelayException.Why why, Object data, ListenAddress address) {
        return switch (why) {
            case PORT_IN_USE ->
                "Another program listens on " + address + " already. The relay was not started; nothing was changed."
                        + " Choose another port: --listen " + address.withPort(address.port() + 1);
            case NO_SUCH_ADDRESS ->
                "This machine has no address " + address.host() + ". The relay was not started; --listen 0.0.0.0:"
                        + address.port() + " takes all it has.";
            case NOT_PERMITTED ->
                "The system does not let you listen on " + address + " or use " + data + ". The relay was not started;"
                        + " choose a port from 1024 on and a folder of your own.";
            case DATA_IN_USE ->
                "Another relay runs on " + data + ". This one was not started; stop the other, or name another --data.";
            case DISK_FULL ->
                "The disk of " + data + " is full. What was accepted before is safe; make room and start again.";
            case CORRUPT ->
                "The relay's files in " + data + " are damaged and were left exactly as they are. Put a backup in their"
                        + " place, or start with an empty --data and invite everybody again.";
            case ALREADY_THERE -> "There is such a file already. It was kept; name another.";
            case KEPT_ELSEWHERE ->
                "What this relay keeps is in a database server: back that up with its own means (pg_dump), and the folder"
                        + " secrets/ beside it.";
            case TOO_NEW -> "A newer Parley used " + data + " before. It was left as it is; start that newer one.";
            case DATABASE_AWAY ->
                "The database " + data + " cannot be reached. The relay was not started; look whether the server runs,"
                        + " and whether host and port are right.";
            case DATABASE_REFUSES ->
                "The database " + data + " does not accept this user and password, or does not let this user make"
                        + " tables. The relay was not started. The password may stand in the address or in"
                        + " PARLEY_STORE_PASSWORD.";
            case NO_SUCH_DATABASE ->
                "The server has no such database: " + data + ". The relay was not started; make it first (createdb).";
            case DATABASE_UNSAFE ->
                "The database " + data + " runs with fsync = off and would lose messages that were accepted. The relay"
                        + " was not started; switch fsync on.";
            case OTHER_IDENTITY ->
                "The database or the folder " + data + " belongs to a relay with another identity. This one was not"
                        + " started; pass that relay's: parley relay identity --data DIR > FILE, then --identity FILE.";
            case IDENTITY_EXPOSED ->
                "Others on this machine may use the identity file, and whoever has it can be your relay. The relay was"
                        + " not started; chmod 600 it, and make a new relay if somebody may have read it.";
            case NO_IDENTITY ->
                "The identity file is not there, or is no relay's identity. The relay was not started; make one with:"
                        + " parley relay identity --data DIR > FILE";
            case FAILED ->
                "The relay could not start on " + data + ". What was accepted before is safe; look at the disk and the"
                        + " rights of the folder, and try again.";
        };
    }

    /// `3 days`, `2 hours`, `1 minute`, `20 seconds`: the largest unit, rounded up.
    static String of(Duration duration) {
        long seconds = Math.max(1, duration.plusMillis(999).toSeconds());
        if (seconds < 120) {
            return count(seconds, "second");
        }
        if (seconds < 2 * 3600) {
            return count((seconds + 59) / 60, "minute");
        }
        if (seconds < 2 * 86_400) {
            return count((seconds + 3599) / 3600, "hour");
        }
        return count((seconds + 86_399) / 86_400, "day");
    }

    private static String count(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
