package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Exported;
import app.parley.client.Me;
import app.parley.client.export.Export;
import app.parley.client.export.Export.Party;
import app.parley.client.export.ExportFolder;
import app.parley.client.export.Gathering;
import app.parley.client.history.Messages;
import app.parley.client.history.People;
import app.parley.client.history.Settings;
import app.parley.client.session.OwnIdentity;
import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a conversation out of the profile, page by page so that nothing else has to wait, and
/// has it written (docs/export.md).
final class Exporting {
    private static final int PAGE = 500;

    private final Core core;
    private final OwnIdentity own;
    private final Myself myself;
    private final InstantSource clock;

    Exporting(Core core, OwnIdentity own, Myself myself, InstantSource clock) {
        this.core = core;
        this.own = own;
        this.myself = myself;
        this.clock = clock;
    }

    Exported export(AccountId with, Path folder, boolean phones) throws ClientException {
        if (ExportFolder.taken(folder)) {
            return new Exported.AlreadyThere(folder);
        }
        Gathering gathering = gather(with);
        if (gathering.partners().isEmpty()) {
            return new Exported.Nothing();
        }
        List<Party> parties = core.call(tx -> parties(new Settings(tx.sql()), new People(tx.sql()), gathering, with));
        Export export = gathering.export(clock.instant().truncatedTo(ChronoUnit.SECONDS), hidden(parties, phones));
        try {
            ExportFolder.write(folder, export);
        } catch (FileAlreadyExistsException e) {
            return ExportFolder.taken(folder) ? new Exported.AlreadyThere(folder) : new Exported.NotWritten(folder);
        } catch (IOException | SecurityException e) {
            return new Exported.NotWritten(folder);
        }
        int signed = (int) export.entries().stream()
                .filter(entry -> entry.signature().isPresent())
                .count();
        return new Exported.Written(folder, export.entries().size(), signed, gathering.leftOut());
    }

    private Gathering gather(AccountId with) throws ClientException {
        Gathering gathering = new Gathering(own.account(), core.call(tx -> {
            People people = new People(tx.sql());
            if (people.find(with).isEmpty()) {
                throw new ClientException(ClientException.Why.NOBODY_THERE);
            }
            return people.accountsSeen();
        }));
        long after = -1;
        while (true) {
            long from = after;
            List<Messages.Stored> page = core.call(tx -> new Messages(tx.sql()).texts(with, from, PAGE));
            if (page.isEmpty()) {
                return gathering;
            }
            page.forEach(row -> gathering.add(row.mine(), row.content()));
            after = page.getLast().order();
        }
    }

    private List<Party> parties(Settings settings, People people, Gathering gathering, AccountId with) {
        Optional<Me> me = myself.me(settings);
        List<Party> parties = new ArrayList<>();
        parties.add(new Party(
                own.account(),
                me.map(Me::name).orElse(""),
                me.map(Me::phone).map(PhoneNumber::e164),
                own.accountKey(),
                List.of(Octets.of(own.manifest().encode()))));
        Optional<People.Known> person = people.find(with);
        for (AccountId account : gathering.partners()) {
            List<Octets> manifests = people.manifestsSeen(account);
            parties.add(new Party(
                    account,
                    person.map(People.Known::name).orElse(""),
                    person.flatMap(People.Known::phone).map(PhoneNumber::e164),
                    accountKey(manifests.getFirst()),
                    manifests));
        }
        return parties;
    }

    private static Octets accountKey(Octets manifest) {
        try {
            return Manifest.decode(manifest.toArray()).accountKey();
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored manifest is damaged", e);
        }
    }

    private static List<Party> hidden(List<Party> parties, boolean phones) {
        return parties.stream()
                .map(party -> phones
                        ? party
                        : new Party(
                                party.account(), party.name(), Optional.empty(), party.accountKey(), party.manifests()))
                .toList();
    }
}
