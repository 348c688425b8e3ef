package app.parley.relay.mailbox;

import app.parley.relay.mailbox.MailPages.Held;
import app.parley.relay.mailbox.MailPages.Place;
import app.parley.relay.mailbox.MailRows.Carried;
import app.parley.store.Database;
import java.util.ArrayList;
import java.util.List;

/// Envelopes as rows of a database: for a backup, and from one or from an earlier version, which kept them so.
final class MailTransport {
    private static final int AT_ONCE = 64;

    private MailTransport() {}

    /// Puts everything that waits into a copy of the database.
    static void load(MailIndex index, MailReader reader, Database copy) {
        for (Box box : index.boxes()) {
            List<Shown> page = index.shown(box.id(), 0, AT_ONCE, Long.MAX_VALUE);
            while (!page.isEmpty()) {
                List<Shown> these = page;
                copy.write(sql -> these.forEach(shown -> reader.envelope(box.id(), shown)
                        .ifPresent(envelope -> MailRows.carry(sql, box.id(), shown.entry(), envelope))));
                page = index.shown(box.id(), page.getLast().entry().seq() + 1, AT_ONCE, Long.MAX_VALUE);
            }
        }
    }

    /// Takes over what came with the database. A crash in the middle leaves some of it in both places, and the
    /// next start finds that.
    static void unload(Database database, MailFile mail, Loading loading) {
        boolean more = true;
        while (more) {
            List<Place> unwanted = new ArrayList<>();
            more = database.transaction(sql -> {
                List<Carried> batch = MailRows.carried(sql, AT_ONCE);
                for (Carried each : batch) {
                    MailHeader header = Entry.header(
                            each.box(), each.seq(), each.expires(), Entry.idOf(each.envelope()), each.envelope());
                    Held held = new Held(mail.write(header, each.envelope()), header);
                    if (!loading.add(held)) {
                        unwanted.add(held.place());
                    }
                    MailRows.unload(sql, each);
                }
                mail.sync();
                return !batch.isEmpty();
            });
            unwanted.forEach(mail::free);
        }
    }
}
