package app.parley.app.update;

import app.parley.crypto.Randomness;
import app.parley.crypto.secret.HybridSigningKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Somebody who publishes statements on this machine, over https, and remembers who asked how.
public final class Publisher implements AutoCloseable {
    public final HybridSigningKey key = HybridSigningKey.generate(Randomness.system());
    /// The headers of each request.
    public final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();
    /// What it does when asked.
    public volatile HttpHandler answer = exchange -> exchange.sendResponseHeaders(404, -1);

    private final SSLContext tls;
    private final HttpsServer server;

    /// @param host the name that its certificate is for
    public Publisher(String host) throws Exception {
        this.tls = tls(host);
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        asked.add(headers);
        try (exchange) {
            answer.handle(exchange);
        }
    }

    /// Fetches as somebody who takes this one's certificate for good.
    public Fetch fetch(Duration patience) {
        return new Fetch(tls.getSocketFactory(), patience);
    }

    public SSLContext tls() {
        return tls;
    }

    public URI place() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/parley/updates");
    }

    public String fingerprint() {
        return Signed.fingerprint(key.publicKey());
    }

    /// The address with the key, as people get it.
    public String address() {
        return place() + "#" + fingerprint();
    }

    /// Answers with these octets from now on.
    public void publish(byte[] octets) {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        };
    }

    /// A signed statement.
    public byte[] statement(String version, int number, Instant made) {
        return sign(statement(version, number, made, made.plus(Duration.ofDays(90))));
    }

    public static Statement statement(String version, int number, Instant made, Instant until) {
        return new Statement(
                version,
                number,
                made,
                until,
                Optional.of(URI.create("https://example.org/parley")),
                Map.of("en", "It is quicker.", "de", "Es ist schneller."),
                List.of(new Statement.Release("parley_0.2.0_amd64.deb", 3, "ab".repeat(32))));
    }

    public byte[] sign(Statement statement) {
        return Signed.of(Signed.Purpose.UPDATE, key, statement.encode(), Randomness.system())
                .whole();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static SSLContext tls(String host) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=" + host);
        Date from = new Date(System.currentTimeMillis() - 86_400_000L);
        Date to = new Date(System.currentTimeMillis() + 86_400_000L);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, pair.getPublic());
        int kind = host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
        Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] none = new char[0];
        store.setKeyEntry("key", pair.getPrivate(), none, new Certificate[] {certificate});
        store.setCertificateEntry("trusted", certificate);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, none);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
