package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.AccountId;
import app.parley.protocol.KeyBundle;
import app.parley.protocol.Manifest;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.AccountStore.Account;
import app.parley.relay.mailbox.AccountStore.Device;
import app.parley.relay.mailbox.AccountStore.Gone;
import app.parley.relay.mailbox.AccountStore.Newcomer;
import app.parley.relay.mailbox.AccountStore.Registered;
import app.parley.relay.mailbox.AccountStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] has to do.
abstract class AccountStoreContract {
    final HandClock clock = new HandClock();

    abstract AccountStore store();

    static AccountId id(int n) {
        return new AccountId(Samples.fill(32, n));
    }

    static Octets phone(int n) {
        return Samples.fill(32, 100 + n);
    }

    static Manifest manifest(int n) {
        return Samples.manifest(n, 1);
    }

    private Instant now() {
        return clock.instant();
    }

    private Registered register(int n, int phone) {
        return store().register(id(n), phone(phone), manifest(n), now(), who -> false)
                .join();
    }

    private Account account(int n) {
        return store().find(id(n)).join().orElseThrow();
    }

    @Test
    void a_member_is_found_by_id_and_by_number() {
        assertEquals(new Registered.Joined(Optional.empty()), register(1, 1));
        assertEquals(manifest(1), account(1).manifest());
        assertEquals(phone(1), account(1).phoneTag());
        assertEquals(Octets.EMPTY, account(1).profile());
        assertFalse(account(1).hidden());
        assertEquals(Optional.of(id(1)), store().holder(phone(1)).join());
        assertEquals(Optional.empty(), store().holder(phone(2)).join());
        assertEquals(Optional.empty(), store().find(id(2)).join());
        assertEquals(1, store().count());
    }

    @Test
    void registering_again_is_harmless_and_may_bring_another_number() {
        register(1, 1);
        assertEquals(new Registered.Joined(Optional.empty()), register(1, 1));
        assertEquals(new Registered.Joined(Optional.empty()), register(1, 2));
        assertEquals(Optional.empty(), store().holder(phone(1)).join());
        assertEquals(Optional.of(id(1)), store().holder(phone(2)).join());
        assertEquals(1, store().count());
    }

    @Test
    void a_number_stays_with_its_holder_for_a_week_and_longer_if_they_come_back() {
        register(1, 1);
        Registered.Held held = assertInstanceOf(Registered.Held.class, register(2, 1));
        assertEquals(id(1), held.holder());
        assertTrue(held.retryAfter().compareTo(AccountStore.HOLD) <= 0);
        clock.pass(Duration.ofDays(6));
        store().seen(id(1), now()).join();
        clock.pass(Duration.ofDays(2));
        assertInstanceOf(Registered.Held.class, register(2, 1));
        clock.pass(Duration.ofDays(8));
        Registered online = store().register(id(2), phone(1), manifest(2), now(), id(1)::equals)
                .join();
        assertInstanceOf(Registered.Held.class, online);
        assertEquals(new Registered.Joined(Optional.of(id(1))), register(2, 1));
        assertEquals(Optional.empty(), store().find(id(1)).join());
        assertEquals(1, store().count());
    }

    @Test
    void of_racers_for_one_number_one_gets_it() {
        List<CompletableFuture<Registered>> racers = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> store().register(id(n), phone(0), manifest(n), now(), who -> false))
                .toList();
        List<Registered> answers = racers.stream().map(CompletableFuture::join).toList();
        assertEquals(
                1, answers.stream().filter(Registered.Joined.class::isInstance).count());
        assertEquals(
                19, answers.stream().filter(Registered.Held.class::isInstance).count());
        assertEquals(1, store().count());
    }

    @Test
    void members_come_in_pages_in_the_order_of_their_ids() {
        for (int n = 9; n > 0; n--) {
            register(n, n);
        }
        List<AccountId> seen = new ArrayList<>();
        AccountId last = id(0);
        for (List<Account> page = store().after(last, 1).join();
                !page.isEmpty();
                page = store().after(last, Manifest.MAX_LENGTH * 2).join()) {
            page.forEach(each -> seen.add(each.id()));
            last = seen.getLast();
        }
        assertEquals(
                IntStream.rangeClosed(1, 9).mapToObj(AccountStoreContract::id).toList(), seen);
    }

    @Test
    void profile_presence_and_day_are_kept() {
        register(1, 1);
        store().publishProfile(id(1), Samples.fill(300, 7)).join();
        store().hide(id(1), true).join();
        clock.pass(Duration.ofDays(3));
        store().seen(id(1), now()).join();
        assertEquals(Samples.fill(300, 7), account(1).profile());
        assertTrue(account(1).hidden());
        assertEquals(0, account(1).lastSeen().getEpochSecond() % 86_400);
        assertTrue(account(1).lastSeen().isAfter(now().minus(Duration.ofDays(1))));
        store().hide(id(1), false).join();
        assertFalse(account(1).hidden());
    }

    @Test
    void a_manifest_must_continue_the_one_before() {
        register(1, 1);
        assertTrue(store().publishManifest(id(1), manifest(1)).join());
        assertFalse(store().publishManifest(id(1), Samples.manifest(1, 5)).join());
        assertFalse(store().publishManifest(id(3), manifest(3)).join());
        Manifest next = Samples.next(manifest(1));
        assertTrue(store().publishManifest(id(1), next).join());
        assertEquals(next, account(1).manifest());
        Registered.Stale stale = assertInstanceOf(Registered.Stale.class, register(1, 1));
        assertEquals(next, stale.known());
    }

    private boolean publish(int n, long counter, int firstKey, int keys) {
        return store().publishKeys(bundle(n, counter), Samples.oneTime(firstKey, keys), now())
                .join();
    }

    private KeyBundle bundle(int n, long counter) {
        return Samples.bundle(id(n), counter, now().plus(Duration.ofDays(30)).getEpochSecond());
    }

    @Test
    void each_one_time_pair_is_given_once_and_then_the_bundle_alone() {
        register(1, 1);
        assertTrue(publish(1, 1, 1, 3));
        assertFalse(publish(1, 1, 10, 3));
        assertEquals(new Device(1, 1, 3), store().device(id(1), 1, now()).join());
        for (int i = 1; i <= 3; i++) {
            Taken taken = store().takeKeys(id(1), 1, now()).join().orElseThrow();
            assertEquals(i, taken.oneTime().orElseThrow().id());
            assertEquals(3 - i, taken.left());
        }
        Taken last = store().takeKeys(id(1), 1, now()).join().orElseThrow();
        assertEquals(Optional.empty(), last.oneTime());
        assertEquals(Octets.of(bundle(1, 1).encode()), last.bundle());
        assertEquals(Optional.empty(), store().takeKeys(id(1), 2, now()).join());
    }

    @Test
    void of_many_who_take_at_once_no_two_get_the_same_pair() {
        register(1, 1);
        publish(1, 1, 1, 50);
        List<CompletableFuture<Optional<Taken>>> takers = IntStream.range(0, 60)
                .mapToObj(i -> store().takeKeys(id(1), 1, now()))
                .toList();
        Set<Long> given = new HashSet<>();
        int none = 0;
        for (CompletableFuture<Optional<Taken>> taker : takers) {
            Optional<OneTimeKey> key = taker.join().orElseThrow().oneTime();
            if (key.isEmpty()) {
                none++;
            } else {
                assertTrue(given.add((long) key.get().id()));
            }
        }
        assertEquals(50, given.size());
        assertEquals(10, none);
    }

    @Test
    void there_are_never_more_than_fifty_pairs() {
        register(1, 1);
        publish(1, 1, 1, 40);
        publish(1, 2, 20, 45);
        assertEquals(50, store().device(id(1), 1, now()).join().oneTimeLeft());
    }

    @Test
    void keys_expire_two_weeks_after_their_owner_was_last_seen() {
        register(1, 1);
        publish(1, 1, 1, 5);
        clock.pass(Duration.ofDays(16));
        assertEquals(Optional.empty(), store().takeKeys(id(1), 1, now()).join());
        assertEquals(0, store().device(id(1), 1, now()).join().bundleCounter());
        store().sweep(now()).join();
        assertEquals(0, store().device(id(1), 1, now()).join().oneTimeLeft());
    }

    @Test
    void another_device_forgets_the_keys_of_the_one_before() {
        register(1, 1);
        publish(1, 7, 1, 5);
        store().publishManifest(id(1), Samples.next(manifest(1))).join();
        assertEquals(new Device(2, 0, 0), store().device(id(1), 1, now()).join());
    }

    private Newcomer newcomer(int n) {
        return new Newcomer(
                id(n),
                phone(n),
                Samples.fill(40, n),
                manifest(n),
                Instant.ofEpochSecond(now().getEpochSecond() / 3600 * 3600));
    }

    @Test
    void newcomers_wait_until_they_join_or_are_refused_or_forgotten() {
        store().await(newcomer(2)).join();
        store().await(newcomer(1)).join();
        store().await(newcomer(1)).join();
        assertEquals(List.of(newcomer(1), newcomer(2)), store().newcomers().join());
        assertEquals(Optional.of(newcomer(1)), store().newcomer(id(1)).join());
        register(1, 1);
        assertEquals(Optional.empty(), store().newcomer(id(1)).join());
        assertTrue(store().remove(id(2), Gone.REFUSED, now()).join());
        assertEquals(Optional.of(Gone.REFUSED), store().gone(id(2)).join());
        assertEquals(0, store().removals().join());
        store().await(newcomer(3)).join();
        clock.pass(AccountStore.WAITS.plusHours(1));
        store().sweep(now()).join();
        assertEquals(List.of(), store().newcomers().join());
    }

    @Test
    void a_removed_member_is_noted_for_a_while_and_may_join_again() {
        register(1, 1);
        assertTrue(store().remove(id(1), Gone.REMOVED, now()).join());
        assertFalse(store().remove(id(1), Gone.REMOVED, now()).join());
        assertEquals(Optional.of(Gone.REMOVED), store().gone(id(1)).join());
        assertEquals(1, store().removals().join());
        assertEquals(0, store().count());
        register(1, 1);
        assertEquals(Optional.empty(), store().gone(id(1)).join());
        store().remove(id(1), Gone.REMOVED, now()).join();
        assertEquals(2, store().removals().join());
        clock.pass(AccountStore.GONE_KEPT.plusDays(1));
        store().sweep(now()).join();
        assertEquals(Optional.empty(), store().gone(id(1)).join());
    }
}
