package app.parley.relay.core;

import app.parley.net.TlsIdentity;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.relay.RelayException;
import app.parley.relay.RelayException.Why;
import app.parley.relay.core.DataDirectory.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/// All secrets that relays with one identity must share, as one text: TLS key, blinding of
/// numbers, codes, admission, circle key. Whoever has it can be that relay.
final class IdentityFile {
    private static final String FIRST = "parley-relay-identity-1";
    private static final int SECRET = 32;

    private IdentityFile() {}

    static String format(Secrets secrets) {
        return String.join(
                        "\n",
                        FIRST,
                        "phones " + text(secrets.phones()),
                        "codes " + text(secrets.codes()),
                        "admission " + text(secrets.admission().toArray()),
                        "circle " + text(secrets.circleKey().toArray()))
                + "\n" + secrets.identity().toPem();
    }

    private static String text(byte[] secret) {
        return Base64.getEncoder().encodeToString(secret);
    }

    /// @throws RelayException `IDENTITY_EXPOSED` if others than the owner may read the file,
    ///     `NO_IDENTITY` if it is no identity or not there
    static Secrets read(Path file) throws RelayException {
        String text;
        try {
            refuseExposed(file);
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (RelayException e) {
            throw e;
        } catch (IOException e) {
            throw new RelayException(Why.NO_IDENTITY, e);
        }
        String[] lines = text.split("\n", 6);
        if (lines.length < 6 || !lines[0].strip().equals(FIRST)) {
            throw damaged();
        }
        TlsIdentity identity = TlsIdentity.parse(lines[5]).orElseThrow(IdentityFile::damaged);
        return new Secrets(
                identity,
                secret(lines[1], "phones ", SECRET),
                secret(lines[2], "codes ", SECRET),
                Octets.of(secret(lines[3], "admission ", Invite.ADMISSION_LENGTH)),
                Octets.of(secret(lines[4], "circle ", Invite.KEY_LENGTH)));
    }

    private static void refuseExposed(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            return;
        }
        Set<PosixFilePermission> own = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (!own.containsAll(Files.getPosixFilePermissions(file))) {
            throw new RelayException(Why.IDENTITY_EXPOSED, "others may use the file");
        }
    }

    private static byte[] secret(String line, String name, int length) throws RelayException {
        if (!line.startsWith(name)) {
            throw damaged();
        }
        try {
            byte[] value =
                    Base64.getDecoder().decode(line.substring(name.length()).strip());
            if (value.length == length) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            throw new RelayException(Why.NO_IDENTITY, "the file is damaged");
        }
        throw damaged();
    }

    private static RelayException damaged() {
        return new RelayException(Why.NO_IDENTITY, "the file is no relay's identity");
    }
}
