package app.parley.ui.shell;

import app.parley.client.Profile;
import app.parley.ui.Desktop;
import app.parley.ui.Faults;
import app.parley.ui.Profiles;
import app.parley.ui.UiSettings;
import app.parley.ui.Updates;
import app.parley.ui.WindowMemory;
import app.parley.ui.hosting.Hosting;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// What one person's window needs from outside.
///
/// @param locale the computer's own; the language may be another, by the settings
/// @param desktop closed by whoever opens the window
/// @param faults where reports of Parley's own faults lie
/// @param profiles those beside this one
/// @param updates whether there is a newer Parley
/// @param startupInvite an invite from the command line or a double-clicked file
/// @param onQuit called once on a background thread after the window closed and the client was
///     closed
public record UiContext(
        Profile profile,
        Hosting hosting,
        WindowMemory memory,
        UiSettings settings,
        Desktop desktop,
        Faults faults,
        Profiles profiles,
        Updates updates,
        InstantSource clock,
        ZoneId zone,
        Locale locale,
        Optional<String> startupInvite,
        Runnable onQuit) {}
