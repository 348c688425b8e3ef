package app.parley.relay.mailbox;

import app.parley.store.PostgresDatabase;
import app.parley.store.PostgresListener;
import app.parley.store.Sql;
import app.parley.store.StoreException;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What relays that share a database say to each other with NOTIFY: names of mailboxes with the
/// commit that filled them, and words that the database cannot read.
final class PostgresTalk implements Neighbours, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresTalk.class);
    /// What one notification may hold, in octets.
    private static final int MOST = 7900;

    private static final String MAIL = "mail";
    private static final String WORD = "word";

    private final PostgresDatabase database;
    private final String self;
    private final Batches<String, Boolean> words = new Batches<>("relay-talk", this::say);

    /// @param self tells this relay's own words from the others'
    PostgresTalk(PostgresDatabase database, String self) {
        this.database = database;
        this.self = self;
    }

    /// Says so as soon as the transaction commits, and only then.
    void appended(Sql sql, Collection<Long> boxes) {
        Iterator<Long> rest = boxes.iterator();
        while (rest.hasNext()) {
            StringBuilder said = new StringBuilder(MAIL).append(' ').append(self);
            while (rest.hasNext() && said.length() < MOST - 20) {
                said.append(' ').append(Long.toString(rest.next(), Character.MAX_RADIX));
            }
            notify(sql, said.toString());
        }
    }

    private void notify(Sql sql, String said) {
        sql.one("select pg_notify(?, ?)::text as it", row -> true, database.channel(), said);
    }

    @Override
    public void say(String word) {
        words.submit(WORD + ' ' + self + ' ' + word).whenComplete((done, fault) -> {
            if (fault != null) {
                LOG.debug("the other relays were not told: {}", fault.getClass().getSimpleName());
            }
        });
    }

    private List<Boolean> say(List<String> all) {
        database.<Boolean, StoreException>transaction(sql -> {
            all.forEach(said -> notify(sql, said));
            return true;
        });
        return Collections.nCopies(all.size(), true);
    }

    @Override
    public void listen(Ear ear) {
        database.onChange(() -> {
            if (database.reachable()) {
                ear.again();
            }
        });
        database.listen(new PostgresListener.Ear() {
            @Override
            public void listening() {
                ear.again();
            }

            @Override
            public void heard(String said) {
                String[] parts = said.split(" ");
                if (parts.length < 2 || parts[1].equals(self)) {
                    return;
                }
                if (parts[0].equals(MAIL)) {
                    for (int i = 2; i < parts.length; i++) {
                        ear.appended(Long.parseLong(parts[i], Character.MAX_RADIX));
                    }
                } else if (parts[0].equals(WORD) && parts.length == 3) {
                    ear.said(parts[2]);
                }
            }
        });
    }

    @Override
    public void close() {
        words.close();
    }
}
