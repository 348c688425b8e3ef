package app.parley.relay;

/// A relay in numbers.
///
/// @param members accounts
/// @param membersOnline signed in now, however many connections they have
/// @param connections now, signed in or not
/// @param envelopes waiting
/// @param bytes of those envelopes
/// @param reachable false while the database is away: nothing is taken or given meanwhile, and it
///     goes on by itself
public record RelayStatus(
        int members,
        int membersOnline,
        int connections,
        long mailboxes,
        long envelopes,
        long bytes,
        boolean reachable) {}
