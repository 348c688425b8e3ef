package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Octets;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.InviteStore.Kept;
import app.parley.relay.mailbox.InviteStore.Personal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [InviteStore] has to do.
abstract class InviteStoreContract {
    private static final Octets ADMISSION = Samples.fill(32, 1);
    private static final Personal PERSONAL = new Personal(Samples.fill(32, 2), Samples.fill(32, 3));

    final HandClock clock = new HandClock();

    abstract InviteStore store();

    private Kept add(Optional<Personal> personal, int uses) {
        Kept invite = new Kept(ADMISSION, personal, uses, clock.instant().plus(Duration.ofDays(7)));
        store().add(invite).join();
        return invite;
    }

    private Optional<Kept> find() {
        return store().find(ADMISSION, clock.instant()).join();
    }

    @Test
    void a_personal_invite_is_found_until_it_is_used_once() {
        assertEquals(Optional.empty(), find());
        Kept invite = add(Optional.of(PERSONAL), 1);
        assertEquals(Optional.of(invite), find());
        assertTrue(store().use(ADMISSION).join());
        assertFalse(store().use(ADMISSION).join());
        assertEquals(Optional.empty(), find());
    }

    @Test
    void a_group_invite_is_used_as_often_as_it_says_whoever_races() {
        add(Optional.empty(), 5);
        List<CompletableFuture<Boolean>> racers =
                IntStream.range(0, 20).mapToObj(i -> store().use(ADMISSION)).toList();
        assertEquals(5, racers.stream().filter(CompletableFuture::join).count());
        assertEquals(Optional.empty(), find());
    }

    @Test
    void what_is_left_is_listed_until_it_is_revoked() {
        Kept invite = add(Optional.empty(), 3);
        store().use(ADMISSION).join();
        assertEquals(
                List.of(new Kept(ADMISSION, Optional.empty(), 2, invite.expires())),
                store().list(clock.instant()).join());
        assertTrue(store().revoke(ADMISSION).join());
        assertFalse(store().revoke(ADMISSION).join());
        assertEquals(List.of(), store().list(clock.instant()).join());
    }

    @Test
    void it_expires() {
        add(Optional.of(PERSONAL), 1);
        clock.pass(Duration.ofDays(7));
        assertEquals(Optional.empty(), find());
        store().sweep(clock.instant()).join();
        assertFalse(store().use(ADMISSION).join());
    }

    @Test
    void the_open_invite_is_replaced_by_the_next_generation() {
        assertEquals(0, store().openGeneration().join());
        assertEquals(1, store().replaceOpen().join());
        assertEquals(2, store().replaceOpen().join());
        assertEquals(2, store().openGeneration().join());
    }
}
