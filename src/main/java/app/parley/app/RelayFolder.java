package app.parley.app;

import app.parley.crypto.Passphrase;
import app.parley.relay.RelayException;
import app.parley.relay.core.Restore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// What can be done to a relay's folder whether or not the relay runs.
///
/// @param path the folder
record RelayFolder(Path path, InstantSource clock) {
    /// The relay's secrets as one text, made if there are none yet.
    String identity() throws Failure {
        try {
            return Wiring.relayIdentity(path);
        } catch (RelayException e) {
            throw Failure.because(Words.of(e.why(), path, new ListenAddress("", 0)));
        }
    }

    /// Makes the folder from a backup.
    ///
    /// @return the exit code
    int restore(Path backup, Optional<Path> passphraseFile, Report report) throws Failure {
        Optional<Passphrase> passphrase = Optional.empty();
        if (passphraseFile.isPresent()) {
            passphrase = Optional.of(Passphrase.of(new String(ProfileDoor.fromFile(passphraseFile.get()))));
        }
        try {
            Restore.Outcome outcome = Restore.from(backup, path, passphrase, clock);
            String words = BackupWords.of(outcome, backup, path);
            if (!(outcome instanceof Restore.Outcome.Done)) {
                throw Failure.because(words);
            }
            report.tell(RelayControl.with("restored", path.toString()), words);
            return Failure.OK;
        } catch (RelayException e) {
            throw Failure.because(BackupWords.of(e.why(), backup));
        }
    }
}
