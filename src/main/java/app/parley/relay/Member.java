package app.parley.relay;

import app.parley.protocol.AccountId;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import java.time.Instant;

/// A member as the relay knows them. It cannot read the profile; whoever has the circle's key can.
///
/// @param sealedProfile empty if there is none
/// @param lastSeen the start of that day
public record Member(AccountId account, Manifest manifest, Octets sealedProfile, boolean online, Instant lastSeen) {}
