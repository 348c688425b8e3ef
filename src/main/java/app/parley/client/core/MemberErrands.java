package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.Person;
import app.parley.client.sync.Requests;
import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Who belongs to the circle, and who holds which number (PROTOCOL.md §7).
final class MemberErrands {
    private final Core core;
    private final Desk.Wiring wiring;
    private final Queue<RelayFrame.Member> changed = new ConcurrentLinkedQueue<>();

    MemberErrands(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    /// The relay told about a member; [#takeChanges] goes on with it.
    void changed(RelayFrame.Member member) {
        changed.add(member);
    }

    /// Asks for all members, and takes over who they are and who is none any more.
    void list(Errands.Relay to) throws IOException, ClientException {
        Set<AccountId> listed = new HashSet<>();
        AccountId after = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
        boolean more = true;
        while (more) {
            AccountId from = after;
            RelayFrame answer = to.control().ask(tag -> new ClientFrame.ListMembers(tag, from));
            if (answer instanceof RelayFrame.Refused refused && refused.why() == Refusal.NO_DIRECTORY) {
                // An open relay: who was found, or wrote, stays.
                return;
            }
            if (!(answer instanceof RelayFrame.Members page)) {
                throw new IOException("the relay lists no members");
            }
            page.members().forEach(member -> listed.add(member.account()));
            changed.addAll(page.members());
            more = page.more() && !page.members().isEmpty();
            after = more ? page.members().getLast().account() : after;
        }
        core.call(tx -> {
            new Directory(new Desk(tx, wiring), wiring.presence()).onlyMembers(listed);
            return listed;
        });
        takeChanges(to);
        core.call(tx -> {
            new DeviceLists(new Desk(tx, wiring)).allShown();
            return listed;
        });
    }

    /// Takes over what the relay told about members since the last time.
    void takeChanges(Errands.Relay to) throws IOException, ClientException {
        List<RelayFrame.Member> news = new ArrayList<>();
        for (RelayFrame.Member member = changed.poll(); member != null; member = changed.poll()) {
            news.add(member);
        }
        if (news.isEmpty()) {
            return;
        }
        List<PhoneNumber> contested = core.call(tx -> {
            Directory directory = new Directory(new Desk(tx, wiring), wiring.presence());
            news.forEach(directory::member);
            return directory.contested(news.stream()
                    .map(directory::claim)
                    .flatMap(Optional::stream)
                    .toList());
        });
        for (PhoneNumber number : contested) {
            if (to.control().ask(tag -> new ClientFrame.FindByNumber(tag, number)) instanceof RelayFrame.Found found) {
                holder(number, found.member().account());
            }
        }
    }

    /// See [Errands#find].
    Optional<Person> find(Requests relay, PhoneNumber number) throws ClientException {
        try {
            return switch (relay.ask(tag -> new ClientFrame.FindByNumber(tag, number))) {
                case RelayFrame.Found found -> found(number, found.member());
                case RelayFrame.Refused refused
                when refused.why() == Refusal.TOO_OFTEN -> throw new ClientException(ClientException.Why.TOO_OFTEN);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new ClientException(ClientException.Why.RELAY_UNREACHABLE);
        }
    }

    /// Whoever was found is known from now on; in an open relay there is no other way to come to
    /// know somebody.
    private Optional<Person> found(PhoneNumber number, RelayFrame.Member member) throws ClientException {
        return core.call(tx -> {
            Directory directory = new Directory(new Desk(tx, wiring), wiring.presence());
            directory.member(member);
            return directory.holder(number, member.account());
        });
    }

    /// The relay said who holds a number.
    private Optional<Person> holder(PhoneNumber number, AccountId account) throws ClientException {
        return core.call(tx -> new Directory(new Desk(tx, wiring), wiring.presence()).holder(number, account));
    }
}
