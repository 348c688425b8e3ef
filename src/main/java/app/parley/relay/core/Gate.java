package app.parley.relay.core;

import app.parley.protocol.AccountId;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.Admission;
import app.parley.relay.InviteTerms;
import app.parley.relay.IssuedInvite;
import app.parley.relay.Member;
import app.parley.relay.Newcomer;
import app.parley.relay.RelayException;
import app.parley.relay.mailbox.AccountStore;
import app.parley.relay.mailbox.AccountStore.Account;
import app.parley.relay.mailbox.AccountStore.Gone;
import app.parley.relay.mailbox.AccountStore.Registered;
import app.parley.relay.mailbox.InviteStore;
import app.parley.relay.otp.Blinding;
import app.parley.relay.otp.OtpDesk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The owner's decisions about who belongs here.
final class Gate implements Admission {
    private static final int ID_DIGITS = 12;
    private static final int PAGE = 1 << 20;

    private final OtpDesk desk;
    private final InviteStore invites;
    private final AccountStore accounts;
    private final Blinding blinding;
    private final Circle circle;
    private final InstantSource clock;
    private final Supplier<Invite> open;
    private final Runnable changed;

    /// @param open the invite that all others are like, but for their admission
    /// @param changed called after somebody was let in or sent away
    Gate(
            OtpDesk desk,
            InviteStore invites,
            AccountStore accounts,
            Blinding blinding,
            Circle circle,
            InstantSource clock,
            Supplier<Invite> open,
            Runnable changed) {
        this.desk = desk;
        this.invites = invites;
        this.accounts = accounts;
        this.blinding = blinding;
        this.circle = circle;
        this.clock = clock;
        this.open = open;
        this.changed = changed;
    }

    private static <T> T wait(CompletableFuture<T> work) throws RelayException {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw Faults.of(e);
        }
    }

    private Instant now() {
        return clock.instant();
    }

    @Override
    public Invite invite(InviteTerms terms) throws RelayException {
        OtpDesk.Issued made = wait(desk.issue(terms));
        Invite like = open.get();
        return new Invite(
                like.relays(), like.pin(), made.admission(), like.circleKey(), Optional.empty(), made.personal());
    }

    @Override
    public List<IssuedInvite> invites() throws RelayException {
        return wait(invites.list(now())).stream()
                .map(kept -> new IssuedInvite(
                        id(kept.admissionHash()), kept.personal().isPresent(), kept.usesLeft(), kept.expires()))
                .toList();
    }

    private static String id(Octets admissionHash) {
        return HexFormat.of().formatHex(admissionHash.toArray()).substring(0, ID_DIGITS);
    }

    @Override
    public boolean revoke(String id) throws RelayException {
        for (InviteStore.Kept kept : wait(invites.list(now()))) {
            if (id(kept.admissionHash()).equals(id)) {
                return wait(invites.revoke(kept.admissionHash()));
            }
        }
        return false;
    }

    @Override
    public Invite replaceOpenInvite() throws RelayException {
        wait(desk.open().replace());
        return open.get();
    }

    @Override
    public List<Member> members() throws RelayException {
        List<Member> members = new ArrayList<>();
        AccountId after = new AccountId(Octets.of(new byte[AccountId.LENGTH]));
        for (List<Account> page = page(after); !page.isEmpty(); page = page(after)) {
            page.forEach(account -> members.add(new Member(
                    account.id(),
                    account.manifest(),
                    account.profile(),
                    circle.online(account.id()),
                    account.lastSeen())));
            after = page.getLast().id();
        }
        return members;
    }

    private List<Account> page(AccountId after) throws RelayException {
        return wait(accounts.after(after, PAGE));
    }

    @Override
    public Optional<AccountId> holder(PhoneNumber phone) throws RelayException {
        return wait(accounts.holder(blinding.phone(phone)));
    }

    @Override
    public List<Newcomer> newcomers() throws RelayException {
        return wait(accounts.newcomers()).stream()
                .flatMap(kept ->
                        blinding
                                .unseal(kept.sealedPhone())
                                .map(phone -> new Newcomer(kept.id(), phone, kept.since()))
                                .stream())
                .toList();
    }

    @Override
    public Answer approve(AccountId account) throws RelayException {
        Optional<AccountStore.Newcomer> found = wait(accounts.newcomer(account));
        if (found.isEmpty()) {
            return new Answer.Nobody();
        }
        AccountStore.Newcomer newcomer = found.get();
        Registered registered =
                wait(accounts.register(account, newcomer.phoneTag(), newcomer.manifest(), now(), circle::online));
        return switch (registered) {
            case Registered.Joined joined -> {
                joined.replaced().ifPresent(circle::gone);
                wait(accounts.find(account)).ifPresent(circle::changed);
                changed.run();
                yield new Answer.Done();
            }
            case Registered.Held held -> {
                circle.claimed(held.holder());
                yield new Answer.NumberHeld(held.retryAfter());
            }
            // It joined in another way meanwhile, with later keys.
            case Registered.Stale stale -> new Answer.Nobody();
        };
    }

    @Override
    public boolean refuse(AccountId account) throws RelayException {
        boolean waits = wait(accounts.newcomer(account)).isPresent();
        return waits && sendAway(account, Gone.REFUSED);
    }

    @Override
    public boolean remove(AccountId account) throws RelayException {
        boolean member = wait(accounts.find(account)).isPresent();
        return member && sendAway(account, Gone.REMOVED);
    }

    private boolean sendAway(AccountId account, Gone why) throws RelayException {
        boolean done = wait(accounts.remove(account, why, now()));
        if (done) {
            circle.removed(account);
            changed.run();
        }
        return done;
    }
}
