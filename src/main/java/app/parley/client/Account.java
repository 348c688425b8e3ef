package app.parley.client;

import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;

/// Signing up at a relay (PROTOCOL.md §7). Both calls block until the relay answered, at most
/// about 15 seconds.
public interface Account {
    /// Asks the relay in `invite` for a code for `number`. The relay shows it to its owner; it
    /// never comes back on this connection.
    ///
    /// @return [SignIn.CodeSent], [SignIn.Refused] or [SignIn.Unreachable]; or [SignIn.SignedIn]
    ///     at once if the invite is personal and carried the right code
    SignIn requestCode(Invite invite, PhoneNumber number, String name);

    /// Confirms the code that the owner of the relay passed on.
    ///
    /// @return [SignIn.SignedIn], [SignIn.Refused] or [SignIn.Unreachable]
    /// @throws IllegalStateException if no code was requested before
    SignIn confirmCode(String code);
}
