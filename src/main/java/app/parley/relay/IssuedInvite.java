package app.parley.relay;

import java.time.Instant;

/// An invite that is still good. The relay knows neither its text any more nor, of one for a
/// number, the number.
///
/// @param id names it for [Admission#revoke]: the first 12 hexadecimal digits of SHA-256 over its
///     admission
/// @param personal whether it is for one number
/// @param usesLeft how many more people it lets in
public record IssuedInvite(String id, boolean personal, int usesLeft, Instant expires) {}
