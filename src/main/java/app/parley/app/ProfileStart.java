package app.parley.app;

import app.parley.ui.FxBridge;
import app.parley.ui.shell.ProfileWindow;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.stage.Stage;

/// Finds the profile that a start is about: the one that was named, the only one there is, or the one
/// that the person chooses.
///
/// @param profiles those there are
record ProfileStart(Surroundings surroundings, ProfileNames profiles) {
    /// @param name the profile that was named
    /// @param ask whether the person wants to be asked in any case
    /// @param quiet whether nobody is there to be asked
    /// @return empty if the person chose none and closed the window
    Optional<DataFolder> find(Optional<String> name, boolean ask, boolean quiet) throws Failure {
        try {
            if (name.isPresent()) {
                return Optional.of(named(name.get()));
            }
            if (ask || !quiet && !profiles.names().isEmpty()) {
                return chosen();
            }
            return Optional.of(profiles.root());
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private DataFolder named(String name) throws Failure, IOException {
        return profiles.find(name)
                .orElseThrow(() -> Failure.because("There is no profile of that name in "
                        + profiles.root().root() + ". Nothing was made; parley --choose-profile shows those there are"
                        + " and makes new ones."));
    }

    private Optional<DataFolder> chosen() throws Failure, IOException {
        Toolkit.await(Toolkit.there());
        CompletableFuture<Optional<ProfileWindow.Chosen>> answer = new CompletableFuture<>();
        try (SettingsFile settings = SettingsFile.open(profiles.root(), surroundings.clock())) {
            FxBridge.executor().execute(() -> {
                try {
                    ProfileWindow.show(new Stage(), profiles, settings, Locale.getDefault(), answer);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            Optional<ProfileWindow.Chosen> chosen = answer.join();
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            return chosen.get().name().isEmpty()
                    ? Optional.of(profiles.root())
                    : Optional.of(named(chosen.get().name().get()));
        }
    }

    private Failure unreadable() {
        return Failure.because("The folder " + profiles.root().root()
                + " cannot be used. Nothing was changed; look at its rights and the disk, or name another --data-dir.");
    }
}
