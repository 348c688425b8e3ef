package app.parley.app;

import java.util.Optional;

record WindowStart(Surroundings surroundings, DataFolder folder, boolean minimized, Optional<String> invite) {
    int run() throws Failure {
        return 0;
    }
}
