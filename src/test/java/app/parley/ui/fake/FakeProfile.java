package app.parley.ui.fake;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A profile that hands out the client it was given.
public final class FakeProfile implements Profile {
    public static final String PASSPHRASE = "correct horse battery";

    public FakeClient client;
    public Protection protection;
    public Optional<ClientException.Why> broken = Optional.empty();
    public boolean keyStore;
    /// It says that it is there, and then does not keep the key.
    public boolean storeRefuses;

    public Optional<RecoveryKit> recovered = Optional.empty();
    public String passphrase = PASSPHRASE;
    /// The pause now, and the one that the next wrong passphrase brings.
    public Duration pause = Duration.ZERO;

    public Duration nextPause = Duration.ZERO;

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
        if (storeRefuses && (how instanceof Unlock.KeyStore || how instanceof Unlock.KeyStoreAndPassphrase)) {
            throw new ClientException(ClientException.Why.KEY_STORE_UNAVAILABLE);
        }
        protection = switch (how) {
            case Unlock.Passphrase p -> Protection.PASSPHRASE;
            case Unlock.KeyStore k -> Protection.KEY_STORE;
            case Unlock.KeyStoreAndPassphrase b -> Protection.KEY_STORE_AND_PASSPHRASE;
            case Unlock.Unprotected u -> Protection.UNPROTECTED;
        };
        return client;
    }

    @Override
    public Client recover(RecoveryKit kit, Unlock how) throws ClientException {
        recovered = Optional.of(kit);
        return create(how);
    }

    @Override
    public Client open(Unlock how) throws ClientException {
        prove(how);
        return client;
    }

    @Override
    public Duration pause() {
        return pause;
    }

    @Override
    public void prove(Unlock how) throws ClientException {
        fail();
        if (how instanceof Unlock.KeyStore && !keyStore) {
            throw new ClientException(ClientException.Why.KEY_STORE_UNAVAILABLE);
        }
        if (how instanceof Unlock.Passphrase(char[] secret)) {
            if (!pause.isZero()) {
                throw new ClientException(ClientException.Why.TOO_SOON);
            }
            if (!passphrase.equals(new String(secret))) {
                pause = nextPause;
                throw new ClientException(ClientException.Why.WRONG_PASSPHRASE);
            }
        }
    }

    @Override
    public void change(Unlock proof, Change change) throws ClientException {
        prove(proof);
        switch (change) {
            case Change.SetPassphrase(char[] secret) -> {
                passphrase = new String(secret);
                protection = protection.byKeyStore() ? Protection.KEY_STORE_AND_PASSPHRASE : Protection.PASSPHRASE;
            }
            case Change.AddKeyStore add ->
                protection = protection.byPassphrase() ? Protection.KEY_STORE_AND_PASSPHRASE : Protection.KEY_STORE;
            case Change.RemoveKeyStore remove -> protection = Protection.PASSPHRASE;
        }
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
