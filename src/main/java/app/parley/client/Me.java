package app.parley.client;

import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;

/// The person this profile belongs to, and the relay they signed in at.
public record Me(AccountId account, PhoneNumber phone, String name, RelayAddress relay) {}
