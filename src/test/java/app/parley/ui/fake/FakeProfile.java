package app.parley.ui.fake;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import java.nio.file.Path;
import java.util.Optional;

/// A profile that hands out the client it was given.
public final class FakeProfile implements Profile {
    public static final String PASSPHRASE = "correct horse battery";

    public final FakeClient client;
    public Protection protection;
    public Optional<ClientException.Why> broken = Optional.empty();
    public boolean keyStore;

    public FakeProfile(FakeClient client, Protection protection) {
        this.client = client;
        this.protection = protection;
    }

    @Override
    public Path folder() {
        return Path.of("/home/ada/.local/share/parley");
    }

    @Override
    public Protection protection() {
        return protection;
    }

    @Override
    public Client create(Unlock how) throws ClientException {
        fail();
        protection = switch (how) {
            case Unlock.Passphrase p -> Protection.PASSPHRASE;
            case Unlock.KeyStore k -> Protection.KEY_STORE;
            case Unlock.Unprotected u -> Protection.UNPROTECTED;
        };
        return client;
    }

    @Override
    public Client open(Unlock how) throws ClientException {
        fail();
        if (how instanceof Unlock.Passphrase(char[] secret) && !PASSPHRASE.equals(new String(secret))) {
            throw new ClientException(ClientException.Why.WRONG_PASSPHRASE);
        }
        return client;
    }

    private void fail() throws ClientException {
        if (broken.isPresent()) {
            throw new ClientException(broken.get());
        }
    }

    @Override
    public boolean keyStoreAvailable() {
        return keyStore;
    }
}
