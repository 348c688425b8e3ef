package app.parley.relay.core;

import app.parley.crypto.Sha256;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.AccountStore;
import app.parley.relay.mailbox.MailboxStore;
import app.parley.relay.otp.Blinding;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Keeps the mailboxes that members use, and lets the others go (docs/decisions/0008).
///
/// All members hold the same pass, so that a connection that shows it says "a member" and not
/// which one. Who is removed learns no later pass. Renewals are collected and written together,
/// so that their order on disk does not tell which mailboxes belong to one person.
final class Leases {
    private static final int PASS = 16;
    private static final int AT_MOST = 10_000;

    private final MailboxStore mail;
    private final AccountStore accounts;
    private final Blinding blinding;
    private final Set<Octets> renewed = new HashSet<>();

    Leases(MailboxStore mail, AccountStore accounts, Blinding blinding) {
        this.mail = mail;
        this.accounts = accounts;
        this.blinding = blinding;
    }

    void pass(Session session, ClientFrame.AskPass f) {
        Reply.to(session, f.tag(), pass().thenApply(pass -> new RelayFrame.Pass(f.tag(), pass)));
    }

    private CompletableFuture<Octets> pass() {
        return accounts.removals()
                .thenApply(count -> blinding.tag("member-pass", String.valueOf(count)))
                .thenApply(tag -> Octets.of(Arrays.copyOf(tag.toArray(), PASS)));
    }

    void renew(Session session, ClientFrame.Renew f) {
        Reply.to(session, f.tag(), pass().thenApply(pass -> {
            if (!MessageDigest.isEqual(pass.toArray(), f.pass().toArray())) {
                return Reply.refuse(f.tag(), Refusal.STALE);
            }
            f.mailboxes()
                    .forEach(rid -> renewed(Octets.of(Sha256.of(rid.octets().toArray()))));
            return new RelayFrame.Done(f.tag());
        }));
    }

    private void renewed(Octets ridHash) {
        boolean many;
        synchronized (renewed) {
            renewed.add(ridHash);
            many = renewed.size() >= AT_MOST;
        }
        if (many) {
            write();
        }
    }

    /// Brings the renewals so far to the disk.
    void write() {
        List<Octets> all;
        synchronized (renewed) {
            all = List.copyOf(renewed);
            renewed.clear();
        }
        if (!all.isEmpty()) {
            Reply.watch(mail.renew(all));
        }
    }
}
