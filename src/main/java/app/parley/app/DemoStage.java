package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.SignIn;
import app.parley.protocol.Invite;
import app.parley.protocol.PhoneNumber;
import app.parley.relay.Relay;
import app.parley.relay.RelayException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the demo plays on: a temporary folder, a relay on loopback, and places for two people
/// with numbers from fiction.
final class DemoStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoStage.class);

    private final Path folder;
    private final Relay relay;
    private final InstantSource clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// The two people.
    enum Role {
        ALICE("Alice", "+12025550101"),
        BOB("Bob", "+12025550102");

        private final String person;
        private final String number;

        Role(String person, String number) {
            this.person = person;
            this.number = number;
        }

        String person() {
            return person;
        }

        PhoneNumber phone() {
            return PhoneNumber.parse(number).orElseThrow();
        }
    }

    private DemoStage(Path folder, Relay relay, InstantSource clock) {
        // Ctrl+C in the middle of the play leaves nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-end"));
        this.folder = folder;
        this.relay = relay;
        this.clock = clock;
    }

    static DemoStage set(InstantSource clock) throws Failure {
        ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
        Path folder;
        try {
            folder = Files.createTempDirectory("parley-demo");
        } catch (IOException e) {
            throw Failure.because("No temporary folder could be made for the demo. Nothing was changed.");
        }
        try {
            return new DemoStage(folder, Wiring.relay(folder.resolve("relay"), anyPort, clock), clock);
        } catch (RelayException e) {
            erase(folder);
            throw Failure.because(Words.of(e.why(), folder, anyPort));
        }
    }

    /// Everything of the demo lies in it, and it is erased at the end.
    Path folder() {
        return folder;
    }

    Relay relay() {
        return relay;
    }

    /// An invite that carries the code, as the relay's owner makes it.
    Invite invite(Role role) throws Failure {
        try {
            return relay.personalInvite(role.phone());
        } catch (RelayException e) {
            throw Failure.because("The relay could not make an invite: its disk is full or broken.");
        }
    }

    Profile profile(Role role) {
        return Wiring.demoProfile(folder.resolve(role.person()), clock);
    }

    /// Makes a person's profile and signs it up with a personal invite, which carries the code.
    ///
    /// @param invite made by the relay's owner or another person for this one
    Client signUp(Role role, Invite invite) throws Failure {
        Client client;
        try {
            client = profile(role).create(new Profile.Unlock.Unprotected());
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
        SignIn answer = client.account().requestCode(invite, role.phone(), role.person());
        if (!(answer instanceof SignIn.SignedIn)) {
            client.close();
            throw Failure.because(role.person() + " could not sign up: " + answer);
        }
        return client;
    }

    /// Opens a person's profile again.
    Client open(Role role) throws Failure {
        try {
            return profile(role).open(new Profile.Unlock.Unprotected());
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            relay.close();
            erase(folder);
        }
    }

    private static void erase(Path folder) {
        try {
            Files.walkFileTree(folder, new Eraser());
        } catch (IOException e) {
            LOG.warn("The demo's folder {} could not be removed; it holds nothing but the demo.", folder);
        }
    }

    private static final class Eraser extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException trouble) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
