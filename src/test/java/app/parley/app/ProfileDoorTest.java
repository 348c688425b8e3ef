package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile.Protection;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeProfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a command takes what opens a profile from, and what it falls back to.
class ProfileDoorTest {
    private final FakeProfile profile =
            new FakeProfile(new FakeClient(InstantSource.system()), Protection.KEY_STORE_AND_PASSPHRASE);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private ProfileDoor door(Map<String, String> environment) {
        Terminal nobody = new Terminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), said);
        return new ProfileDoor(
                profile, Optional.empty(), new Surroundings(nobody, environment, InstantSource.system()));
    }

    private static Map<String, String> knowing(String passphrase) {
        return Map.of(ProfileDoor.VARIABLE, passphrase);
    }

    @Test
    void a_passphrase_that_was_given_comes_before_the_key_store() throws Failure {
        profile.keyStore = true;
        assertSame(profile.client, door(knowing(FakeProfile.PASSPHRASE)).open());
        assertThrows(Failure.class, () -> door(knowing("wrong")).open());
    }

    @Test
    void a_key_store_that_works_needs_no_passphrase() throws Failure {
        profile.keyStore = true;
        assertSame(profile.client, door(Map.of()).open());
    }

    @Test
    void a_key_store_that_fails_leads_to_the_passphrase() {
        Failure failure = assertThrows(Failure.class, () -> door(Map.of()).open());
        assertTrue(failure.words().contains("needs its passphrase"), failure.words());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("its passphrase does"));
    }

    @Test
    void a_new_profile_whose_key_the_store_does_not_take_needs_a_passphrase() {
        profile.protection = Protection.NO_PROFILE;
        profile.keyStore = true;
        profile.storeRefuses = true;
        Failure failure = assertThrows(Failure.class, () -> door(Map.of()).openOrCreate(false, Optional.empty()));
        assertTrue(failure.words().contains("Nothing was made"), failure.words());
        assertEquals(Protection.NO_PROFILE, profile.protection);
    }

    @Test
    void a_pause_is_said_in_seconds() {
        profile.nextPause = Duration.ofMillis(3500);
        Failure failure =
                assertThrows(Failure.class, () -> door(knowing("wrong")).open());
        assertTrue(failure.words().endsWith("The next try is taken in 4 seconds."), failure.words());
        profile.nextPause = Duration.ofSeconds(1);
        assertEquals("The next try is taken in one second.", Words.pause(Duration.ofSeconds(1)));
    }
}
