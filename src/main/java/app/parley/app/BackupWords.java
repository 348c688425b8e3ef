package app.parley.app;

import app.parley.relay.RelayException;
import app.parley.relay.core.Restore.Outcome;
import java.nio.file.Path;

/// What becomes of backups of a relay, in words.
final class BackupWords {
    private BackupWords() {}

    static String of(RelayException.Why why, Path file) {
        return switch (why) {
            case ALREADY_THERE -> "There is a file " + file + " already. It was kept; name another.";
            case KEPT_ELSEWHERE ->
                "What this relay keeps is in PostgreSQL. Nothing was written; back it up there, while it runs:"
                        + " pg_dump --format=custom --file=relay.dump 'postgres://USER@HOST:PORT/DATABASE' and, once,"
                        + " the relay's secrets: umask 077; parley relay identity --data DIR > FILE. Keep the two"
                        + " apart. To go back: pg_restore --clean --if-exists --dbname=… relay.dump, with all relays"
                        + " stopped.";
            case DISK_FULL -> "There is no room for it. Nothing was written; make room, or name another disk.";
            case NOT_PERMITTED -> "The system does not let you use " + file + ". Nothing was written.";
            default -> "It could not be read or written: " + file + ". Nothing was left behind.";
        };
    }

    static String of(Outcome outcome, Path file, Path data) {
        return switch (outcome) {
            case Outcome.Done done ->
                "The relay of " + file + " is in " + data + ". Never run it beside the one it was made from. What came"
                        + " after the backup is lost at the relay; people's own histories have it.";
            case Outcome.FolderUsed used ->
                data + " is in use. Nothing was changed; name a folder that is not there yet.";
            case Outcome.Damaged damaged -> file + " is no backup of a relay, or is damaged. Nothing was changed.";
            case Outcome.TooNew tooNew -> "A newer Parley made " + file + ". Nothing was changed; use that one.";
            case Outcome.NeedsPassphrase needs ->
                file + " is sealed. Nothing was changed; give its passphrase: --passphrase-file F";
            case Outcome.WrongPassphrase wrong -> "The passphrase is not that of " + file + ". Nothing was changed.";
        };
    }
}
