package app.parley.net;

import app.parley.protocol.RelayPin;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts one public key and nothing else. Names, dates and issuers are not looked at: the pin is
/// the identity, and TLS itself proves that the other side holds the key.
final class PinnedTrust extends X509ExtendedTrustManager {
    private final RelayPin pin;
    private volatile boolean otherKey;

    PinnedTrust(RelayPin pin) {
        this.pin = pin;
    }

    /// Whether a key was shown that is not the pinned one.
    boolean sawOtherKey() {
        return otherKey;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        boolean same = chain.length > 0
                && MessageDigest.isEqual(
                        pin.octets().toArray(),
                        TlsIdentity.pinOf(chain[0].getPublicKey()).octets().toArray());
        if (!same) {
            otherKey = true;
            throw new CertificateException("not the pinned key");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("clients have no certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("clients have no certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("clients have no certificates");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
