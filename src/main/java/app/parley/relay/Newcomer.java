package app.parley.relay;

import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import java.time.Instant;

/// Somebody who showed a right code and waits for the owner's yes.
///
/// @param since to the hour
public record Newcomer(AccountId account, PhoneNumber phone, Instant since) {}
