package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/// ML-KEM by Bouncy Castle, in plain Java everywhere.
final class BouncyMlKem implements MlKem {
    private final MLKEMParameters parameters;

    BouncyMlKem(KemKey.Level level) {
        parameters = switch (level) {
            case L768 -> MLKEMParameters.ml_kem_768;
            case L1024 -> MLKEMParameters.ml_kem_1024;
        };
    }

    private record Key(byte[] publicKey, MLKEMPrivateKeyParameters expanded) implements Expanded {
        @Override
        public byte[] decapsulate(byte[] ciphertext) throws CryptoException {
            return CryptoException.guard(() -> new MLKEMExtractor(expanded).extractSecret(ciphertext));
        }

        @Override
        public String toString() {
            return "Key[…]";
        }
    }

    @Override
    public Expanded expand(byte[] seed) {
        MLKEMPrivateKeyParameters expanded = new MLKEMPrivateKeyParameters(parameters, seed);
        return new Key(expanded.getPublicKey(), expanded);
    }

    @Override
    public KemKey.Encapsulated encapsulate(byte[] publicKey, byte[] m) throws CryptoException {
        return CryptoException.guard(() -> {
            var key = new MLKEMPublicKeyParameters(parameters, publicKey);
            SecretWithEncapsulation made = MLKEMGenerator.internalGenerateEncapsulated(key, m);
            return new KemKey.Encapsulated(made.getEncapsulation(), made.getSecret());
        });
    }
}
