package app.parley.relay;

import java.time.Instant;

/// A relay in numbers.
///
/// @param members accounts
/// @param membersOnline signed in now, however many connections they have
/// @param connections now, signed in or not
/// @param envelopes waiting
/// @param bytes of those envelopes
/// @param reachable false while the database is away: nothing is taken or given meanwhile, and it
///     goes on by itself
/// @param newcomers who wait to be let in, as of the last look a few minutes ago at most
/// @param blobs attachments, whole or not
/// @param blobBytes set aside for them
/// @param full whether something was refused in the last minutes because the disk, or what the
///     relay may take of it, is full
/// @param started when it was started
public record RelayStatus(
        int members,
        int membersOnline,
        int connections,
        long mailboxes,
        long envelopes,
        long bytes,
        boolean reachable,
        int newcomers,
        long blobs,
        long blobBytes,
        boolean full,
        Instant started) {}
