package app.parley.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.ui.hosting.Hosting;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeDialerTest {
    private static final RelayAddress FORMER = new RelayAddress("192.0.2.200", 7300);

    @TempDir
    Path folder;

    @Test
    void the_own_relay_is_reached_on_this_machine_whatever_its_address_was() throws Exception {
        List<RelayAddress> dialed = new ArrayList<>();
        Dialer recording = (address, pin) -> {
            dialed.add(address);
            throw new DialException(DialException.Why.UNREACHABLE);
        };
        int port = freePort();
        try (SettingsFile settings = SettingsFile.open(new DataFolder(folder), InstantSource.system());
                HostSwitch hosting = new HostSwitch(folder.resolve("relay"), settings, InstantSource.system())) {
            hosting.start(port);
            await().atMost(Duration.ofSeconds(20)).until(() -> hosting.status() instanceof Hosting.Status.On);
            RelayPin own = ((InviteLink.Parsed.Ok)
                            InviteLink.parse(hosting.invite().orElseThrow()))
                    .invite()
                    .pin();
            RelayPin other = new RelayPin(Octets.of(new byte[32]));
            HomeDialer dialer = new HomeDialer(hosting, recording);
            assertThrows(DialException.class, () -> dialer.dial(FORMER, own));
            assertThrows(DialException.class, () -> dialer.dial(FORMER, other));
        }
        assertEquals(List.of(new RelayAddress("127.0.0.1", port), FORMER), dialed);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
