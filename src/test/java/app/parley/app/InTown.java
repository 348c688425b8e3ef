package app.parley.app;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests with a relay process of their own, at which Alice and Bob are, who have not talked yet.
abstract class InTown {
    static final String ALICE = Town.ALICE;
    static final String BOB = Town.BOB;

    @TempDir
    Path folder;

    Town town;

    @BeforeEach
    void found() throws Exception {
        town = Town.ofTwo(folder);
    }

    @AfterEach
    void leave() {
        town.close();
    }
}
