package app.parley.client.session;

import app.parley.client.history.Mailboxes;
import app.parley.client.history.Outgoing;
import app.parley.client.history.People;
import app.parley.client.history.Sessions;
import app.parley.protocol.Manifest;
import app.parley.store.Sql;
import java.util.List;
import java.util.Optional;

/// What follows when somebody's list of devices changes (PROTOCOL.md §2, §6).
public final class KnownDevices {
    private KnownDevices() {}

    /// Takes over a list. Sessions with devices that are not in it as they were end, and what
    /// waited in them is sealed anew; the mailbox that they knew is given up. What had left for a
    /// device that went is not sent to another one because that asks for it.
    ///
    /// @return whether sessions ended
    public static boolean follow(Sql sql, People.Known person, Manifest manifest) {
        List<Integer> gone = person.manifest().devices().stream()
                .filter(device -> !manifest.device(device.id()).equals(Optional.of(device)))
                .map(Manifest.Device::id)
                .toList();
        new People(sql).manifest(person.account(), manifest);
        if (gone.isEmpty()) {
            return false;
        }
        gone.forEach(device -> new Sessions(sql).remove(person.account(), device));
        new Outgoing(sql).unseal(person.account());
        new Outgoing(sql).former(person.account());
        new People(sql).sid(person.account(), Optional.empty());
        new Mailboxes(sql).drop(person.account());
        return true;
    }
}
