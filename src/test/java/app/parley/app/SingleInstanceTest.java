package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    @TempDir
    Path folder;

    private final List<Optional<String>> raised = new CopyOnWriteArrayList<>();

    private SingleInstance.Claim claim(Optional<String> invite) throws Exception {
        return SingleInstance.claim(folder, invite, raised::add);
    }

    @Test
    void a_second_start_raises_the_first_and_hands_over_its_invite() throws Exception {
        var first = assertInstanceOf(SingleInstance.Claim.First.class, claim(Optional.empty()));
        try (SingleInstance instance = first.instance()) {
            assertInstanceOf(SingleInstance.Claim.RaisedOther.class, claim(Optional.empty()));
            assertInstanceOf(SingleInstance.Claim.RaisedOther.class, claim(Optional.of("parley://join/x")));
        }
        assertEquals(List.of(Optional.empty(), Optional.of("parley://join/x")), raised);
    }

    @Test
    void once_the_first_has_ended_the_next_start_is_first_again() throws Exception {
        assertInstanceOf(SingleInstance.Claim.First.class, claim(Optional.empty()))
                .instance()
                .close();
        var next = assertInstanceOf(SingleInstance.Claim.First.class, claim(Optional.empty()));
        next.instance().close();
        assertEquals(List.of(), raised);
    }
}
