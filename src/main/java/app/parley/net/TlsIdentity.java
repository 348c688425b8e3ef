package app.parley.net;

import app.parley.protocol.Octets;
import app.parley.protocol.RelayPin;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A relay's TLS key (ECDSA, P-256) with a certificate it signed itself. The certificate is only
/// what TLS asks for: its name and dates mean nothing, clients look at the pin alone.
public final class TlsIdentity {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    /// RFC 5280's way to say "never".
    private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59Z");

    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private final PrivateKey key;
    private final X509Certificate certificate;

    private TlsIdentity(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /// A new key.
    public static TlsIdentity create(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=relay");
            BigInteger serial = new BigInteger(64, random).add(BigInteger.ONE);
            var builder = new JcaX509v3CertificateBuilder(
                    name, serial, Date.from(FROM), Date.from(UNTIL), name, pair.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new TlsIdentity(
                    pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /// Reads what [#toPem] wrote; empty if it is anything else or key and certificate do not
    /// belong together.
    public static Optional<TlsIdentity> parse(String pem) {
        Optional<byte[]> key = section(pem, KEY);
        Optional<byte[]> certificate = section(pem, CERTIFICATE);
        if (key.isEmpty() || certificate.isEmpty()) {
            return Optional.empty();
        }
        try {
            X509Certificate x509 = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.get()));
            PrivateKey secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.get()));
            x509.verify(x509.getPublicKey());
            return Optional.of(new TlsIdentity(secret, x509)).filter(TlsIdentity::belongTogether);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private boolean belongTogether() {
        try {
            byte[] probe = {1};
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Key (PKCS#8) and certificate as PEM. A secret: the caller keeps it in a file of mode 600.
    public String toPem() {
        try {
            return section(KEY, key.getEncoded()) + section(CERTIFICATE, certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate has no encoding", e);
        }
    }

    /// What invites carry.
    public RelayPin pin() {
        return pinOf(certificate.getPublicKey());
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// SHA-256 over the SubjectPublicKeyInfo.
    static RelayPin pinOf(PublicKey key) {
        try {
            return new RelayPin(Octets.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String section(String name, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
    }

    private static Optional<byte[]> section(String pem, String name) {
        Matcher matcher = Pattern.compile("-----BEGIN " + name + "-----([A-Za-z0-9+/=\\s]*)-----END " + name + "-----")
                .matcher(pem);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + pin() + "]";
    }
}
