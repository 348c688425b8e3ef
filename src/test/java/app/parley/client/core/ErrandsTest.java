package app.parley.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrandsTest {
    @TempDir
    Path folder;

    @Test
    void a_retry_that_became_due_while_something_else_was_done_is_not_passed_over() throws Exception {
        try (DeskBench alicesBench = new DeskBench(folder, "alice");
                DeskBench bobsBench = new DeskBench(folder, "bob");
                PostRoom room = new PostRoom()) {
            alicesBench.knows(bobsBench.own);
            bobsBench.knows(alicesBench.own);
            PostRoom.Box alice = room.open(alicesBench);
            PostRoom.Box bob = room.open(bobsBench);
            room.keysWithheld = true;
            bob.send(alice, "hello");
            bob.work();
            Duration pause = DeskBench.TIMING.keysRetry();
            assertEquals(pause.toMillis(), bob.untilNextDue());
            room.pass(pause.multipliedBy(2));
            assertEquals(1, bob.untilNextDue());
            room.keysWithheld = false;
            bob.work();
            room.settle();
            assertEquals(List.of("hello"), alice.texts(bob));
            assertTrue(bob.untilNextDue() > pause.toMillis(), "and it does not go round and round");
        }
    }
}
