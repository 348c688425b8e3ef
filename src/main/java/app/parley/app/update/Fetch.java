package app.parley.app.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Gets a small file. Of who asks nothing is told but what every request of everybody has; a redirection
/// is refused, since the person chose the address.
///
/// @param tls whom to believe to be the address
/// @param patience for the whole of it
public record Fetch(SSLSocketFactory tls, Duration patience) {
    private static final Duration USUAL = Duration.ofSeconds(20);

    /// As the system's authorities say who is who.
    public static Fetch usual() {
        return new Fetch(HttpsURLConnection.getDefaultSSLSocketFactory(), USUAL);
    }

    /// What came of asking.
    public sealed interface Got {
        /// @param octets one more than the limit if there is more
        record Answer(byte[] octets) implements Got {}

        /// @param why there is no answer
        record Nothing(Why why) implements Got {}
    }

    /// Why there is no answer.
    public enum Why {
        /// Nobody is there, or this computer is offline.
        UNREACHABLE,
        /// Who is there could not show to be the address.
        NOT_PROVEN,
        /// It said to look elsewhere.
        REDIRECTED,
        /// It said that there is nothing.
        NOT_THERE,
        /// It took too long.
        TOO_SLOW
    }

    /// Asks once. Blocks until there is an answer, at most for the patience.
    ///
    /// @param limit octets that are read at most
    public Got get(URI place, int limit) {
        try {
            return "file".equals(place.getScheme()) ? file(Path.of(place), limit) : ask(place, limit);
        } catch (IllegalArgumentException | SecurityException e) {
            return new Got.Nothing(Why.UNREACHABLE);
        }
    }

    private static Got file(Path file, int limit) {
        if (!Files.isRegularFile(file)) {
            return new Got.Nothing(Why.UNREACHABLE);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Got.Answer(in.readNBytes(limit + 1));
        } catch (IOException e) {
            return new Got.Nothing(Why.UNREACHABLE);
        }
    }

    /// Its own timeouts count from octet to octet, and who sends one now and then would never end: so the
    /// whole is given up from outside, and interrupting a virtual thread closes its connection.
    private Got ask(URI place, int limit) {
        FutureTask<Got> task = new FutureTask<>(() -> answer(place, limit));
        Thread asking = Thread.ofVirtual().name("update").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            return new Got.Nothing(Why.TOO_SLOW);
        } catch (InterruptedException e) {
            asking.interrupt();
            Thread.currentThread().interrupt();
            return new Got.Nothing(Why.UNREACHABLE);
        } catch (ExecutionException e) {
            return new Got.Nothing(why(e.getCause()));
        }
    }

    private static Why why(@Nullable Throwable failed) {
        return switch (failed) {
            case SSLException unproven -> Why.NOT_PROVEN;
            case SocketTimeoutException slow -> Why.TOO_SLOW;
            case IOException none -> Why.UNREACHABLE;
            case null, default -> throw new IllegalStateException("asking failed", failed);
        };
    }

    private Got answer(URI place, int limit) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) place.toURL().openConnection();
        int millis = (int) patience.toMillis();
        connection.setSSLSocketFactory(tls);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        // The same for everybody: Java's own would tell its version.
        connection.setRequestProperty("User-Agent", "Parley");
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Connection", "close");
        int status = connection.getResponseCode();
        if (status >= 300 && status < 400) {
            return new Got.Nothing(Why.REDIRECTED);
        }
        if (status != HttpURLConnection.HTTP_OK) {
            return new Got.Nothing(Why.NOT_THERE);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = connection.getInputStream()) {
            all.writeBytes(in.readNBytes(limit + 1));
        }
        long told = connection.getContentLengthLong();
        if (told > all.size() && all.size() <= limit) {
            return new Got.Nothing(Why.UNREACHABLE);
        }
        return new Got.Answer(all.toByteArray());
    }
}
