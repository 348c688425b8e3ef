package app.parley.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a start of the window is told.
///
/// The usual ones are read here, by hand: the command line with all its commands takes a good part of the time until
/// a window is there. Whatever is not plainly one of these is for [ParleyCommand], which also has the words for
/// what is wrong.
///
/// @param dataFolder where this person's things lie; empty for the usual place
/// @param minimized start as an icon
/// @param invite an invite to accept, as it was typed
record WindowArguments(Optional<Path> dataFolder, boolean minimized, Optional<String> invite) {
    private static final String FOLDER = "--data-dir";
    private static final String MINIMIZED = "--minimized";

    /// Empty unless the arguments can mean nothing but a window.
    static Optional<WindowArguments> plain(String... args) {
        List<String> folders = new ArrayList<>();
        List<String> invites = new ArrayList<>();
        int icons = 0;
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals(MINIMIZED)) {
                icons++;
            } else if (arg.startsWith("parley:") || (arg.endsWith(".parley") && !arg.startsWith("-"))) {
                invites.add(arg);
            } else if (arg.equals(FOLDER) && i + 1 < args.length && !args[i + 1].startsWith("-")) {
                folders.add(args[++i]);
            } else {
                return Optional.empty();
            }
        }
        if (icons > 1 || folders.size() > 1 || invites.size() > 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WindowArguments(
                    folders.stream().findFirst().map(Path::of),
                    icons == 1,
                    invites.stream().findFirst()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Opens the window, and returns once it was closed.
    ///
    /// @param profile the profile that was named
    /// @param choose whether the person wants to be asked for one in any case
    /// @return the exit code
    int open(Surroundings surroundings, Optional<String> profile, boolean choose) throws Failure {
        ProfileNames profiles = new ProfileNames(
                dataFolder.map(Path::toAbsolutePath).map(DataFolder::new).orElseGet(DataFolder::usual));
        Optional<String> link = invite.isPresent() ? Optional.of(StartupInvite.read(invite.get())) : Optional.empty();
        Display.require(surroundings.environment());
        Optional<DataFolder> folder = new ProfileStart(surroundings, profiles).find(profile, choose, minimized);
        return folder.isEmpty()
                ? Failure.OK
                : new WindowStart(surroundings, folder.get(), profiles, minimized, link).run();
    }
}
