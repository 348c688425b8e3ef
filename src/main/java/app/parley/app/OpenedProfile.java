package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.Octets;
import java.nio.file.Path;
import java.util.Optional;

/// A profile that remembers the client it was opened as, so that the relay inside can put its owner's account key into
/// invites: both ends of such an invite start verified.
final class OpenedProfile implements Profile {
    private final Profile profile;
    private volatile Optional<Client> client = Optional.empty();

    OpenedProfile(Profile profile) {
        this.profile = profile;
    }

    /// The owner's account key; empty while nobody is signed in here.
    Optional<Octets> accountKey() {
        return client.flatMap(Client::invite).flatMap(OpenedProfile::inviter);
    }

    private static Optional<Octets> inviter(String link) {
        return InviteLink.parse(link) instanceof InviteLink.Parsed.Ok ok
                ? Optional.of(ok.invite()).flatMap(Invite::inviter)
                : Optional.empty();
    }

    @Override
    public Client create(Unlock how) throws ClientException {
        return remember(profile.create(how));
    }

    @Override
    public Client open(Unlock how) throws ClientException {
        return remember(profile.open(how));
    }

    private Client remember(Client opened) {
        client = Optional.of(opened);
        return opened;
    }

    @Override
    public Path folder() {
        return profile.folder();
    }

    @Override
    public Protection protection() {
        return profile.protection();
    }

    @Override
    public boolean keyStoreAvailable() {
        return profile.keyStoreAvailable();
    }
}
