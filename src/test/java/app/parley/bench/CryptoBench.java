package app.parley.bench;

import app.parley.crypto.Cobblestone;
import app.parley.crypto.CryptoException;
import app.parley.crypto.EnvelopeSize;
import app.parley.crypto.Randomness;
import app.parley.crypto.SafetyNumber;
import app.parley.crypto.Signatures;
import app.parley.crypto.secret.AgreementKey;
import app.parley.crypto.secret.FirstContactSeal;
import app.parley.crypto.secret.Handshake;
import app.parley.crypto.secret.KemKey;
import app.parley.crypto.secret.OurPrekeys;
import app.parley.crypto.secret.RatchetSession;
import app.parley.crypto.secret.SealKey;
import app.parley.crypto.secret.SigningKey;
import app.parley.crypto.secret.TheirPrekeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What the keys and ciphers of a message cost, by JMH: thread CPU time per operation, the lowest of ten
/// iterations.
///
/// Warm-up and iterations are counted in operations and the JVM compiles in the foreground, so that a busy machine
/// makes
/// the run longer and not the numbers worse.
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 10, batchSize = 400)
@Measurement(iterations = 10, batchSize = 400)
@Fork(
        value = 1,
        jvmArgs = {"-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-Xbatch", "--sun-misc-unsafe-memory-access=allow"})
public class CryptoBench {
    private static final Randomness RANDOM = Randomness.system();
    private static final byte[] CONTEXT = new byte[200];
    private static final int ATTACHMENT = 16 << 20;

    static List<Figure> measure() throws RunnerException {
        String only = System.getProperty("bench.only", "");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CryptoBench.class.getName() + "\\." + (only.isEmpty() ? "" : "(" + only + ")"))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Function<RunResult, String> name = result -> {
            String benchmark = result.getParams().getBenchmark();
            return benchmark.substring(benchmark.lastIndexOf('.') + 1);
        };
        return results.stream().collect(Collectors.toMap(name, CryptoBench::lowest)).entrySet().stream()
                .map(entry -> entry.getKey().endsWith("_mb_s")
                        ? new Figure(entry.getKey(), ATTACHMENT / entry.getValue() * 1e3, "MB/s")
                        : new Figure(entry.getKey(), entry.getValue() / 1e3, "us"))
                .sorted(Comparator.comparing(Figure::name))
                .toList();
    }

    /// CPU time per operation in ns.
    private static double lowest(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(CryptoBench::perOperation)
                .min()
                .orElseThrow();
    }

    private static double perOperation(IterationResult iteration) {
        var counted = iteration.getSecondaryResults();
        return counted.get("cpuNanos").getScore() / counted.get("operations").getScore();
    }

    /// Two devices with the keys they begin with, and a session between them that both use.
    @State(Scope.Thread)
    public static class Pair {
        final SigningKey aliceSigns = SigningKey.generate(RANDOM);
        final SigningKey bobSigns = SigningKey.generate(RANDOM);
        final AgreementKey aliceDik = AgreementKey.generate(RANDOM);
        final AgreementKey bobDik = AgreementKey.generate(RANDOM);
        final AgreementKey spk = AgreementKey.generate(RANDOM);
        final AgreementKey oneTime = AgreementKey.generate(RANDOM);
        final KemKey kem = KemKey.generate(KemKey.Level.L1024, RANDOM);
        final KemKey ratchetKem = KemKey.generate(KemKey.Level.L768, RANDOM);
        final SealKey seal = SealKey.generate(RANDOM);
        final byte[] text = RANDOM.bytes(200);
        RatchetSession alice;
        RatchetSession bob;

        /// Sets the session up and lets both sides speak once.
        @Setup
        public void meet() throws CryptoException {
            alice = RatchetSession.initiator(new byte[32], new byte[32], RANDOM);
            bob = RatchetSession.responder(new byte[32], new byte[32]);
            fromAlice(text);
            fromBob(text);
            fromAlice(text);
        }

        byte[] fromAlice(byte[] content) throws CryptoException {
            RatchetSession.Sealed sealed = alice.encrypt(content, EnvelopeSize.SMALL, RANDOM);
            alice.close();
            alice = sealed.next();
            RatchetSession.Opened opened = bob.decrypt(sealed.envelope());
            bob.close();
            bob = opened.next();
            return opened.plaintext();
        }

        byte[] fromBob(byte[] content) throws CryptoException {
            swap();
            try {
                return fromAlice(content);
            } finally {
                swap();
            }
        }

        void swap() {
            RatchetSession other = alice;
            alice = bob;
            bob = other;
        }
    }

    /// One message of 200 bytes sealed and opened, no ratchet step, no signature.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 10_000)
    @Measurement(iterations = 10, batchSize = 10_000)
    public Object pair_200_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        return pair.fromAlice(pair.text);
    }

    /// The same, signed and verified.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object pair_200_signed_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        byte[] signature = pair.aliceSigns.sign("content", pair.text);
        byte[] content = Arrays.copyOf(pair.text, pair.text.length + signature.length);
        System.arraycopy(signature, 0, content, pair.text.length, signature.length);
        byte[] opened = pair.fromAlice(content);
        CryptoException.require(Signatures.verify(
                pair.aliceSigns.publicKey(),
                "content",
                Arrays.copyOf(opened, pair.text.length),
                Arrays.copyOfRange(opened, pair.text.length, opened.length)));
        return opened;
    }

    /// A message with a ratchet step on both sides, all work counted; the sides take turns.
    @Benchmark
    public Object pingpong_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        pair.swap();
        return pair.fromAlice(pair.text);
    }

    /// The same without what a side does ahead, in idle time.
    @Benchmark
    public Object pingpong_prepared_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        pair.swap();
        cpu.pause();
        pair.alice = pair.alice.prepared(RANDOM);
        cpu.goOn();
        return pair.fromAlice(pair.text);
    }

    /// A session set up on both sides: two signatures checked (bundle, one-time pair), handshake, first message
    /// sealed and opened.
    @Benchmark
    @Measurement(iterations = 10, batchSize = 100)
    public Object setup_us(Bundle bundle, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        Pair pair = bundle.pair;
        byte[] signing = pair.bobSigns.publicKey();
        CryptoException.require(Signatures.verify(signing, "bundle", bundle.bytes, bundle.signature)
                && Signatures.verify(signing, "one-time", bundle.oneTime, bundle.oneTimeSignature));
        Handshake.Initiated started = Handshake.initiate(pair.aliceDik, bundle.theirs, CONTEXT, RANDOM);
        RatchetSession.Sealed first = RatchetSession.initiator(started.sk(), started.transcript(), RANDOM)
                .encrypt(pair.text, EnvelopeSize.SMALL, RANDOM);
        Handshake.Agreed agreed = Handshake.respond(
                pair.bobDik,
                new OurPrekeys(pair.spk, pair.oneTime, pair.kem),
                pair.aliceDik.publicKey(),
                started.ephemeral(),
                started.kemCiphertext(),
                CONTEXT);
        return RatchetSession.responder(agreed.sk(), agreed.transcript()).decrypt(first.envelope());
    }

    /// What the sender is hidden in: a first contact of 16 KiB sealed and opened.
    @Benchmark
    public Object first_contact_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        byte[] sealed = FirstContactSeal.seal(pair.seal.publicKey(), 1, CONTEXT, new byte[8000], RANDOM);
        return FirstContactSeal.open(pair.seal, CONTEXT, sealed);
    }

    /// The number that two people compare.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 40)
    @Measurement(iterations = 10, batchSize = 40)
    public Object safety_number_us(Pair pair, CpuTime cpu) {
        cpu.operations++;
        byte[] ours = pair.aliceSigns.publicKey();
        byte[] theirs = pair.bobSigns.publicKey();
        return SafetyNumber.of(ours, ours, theirs, theirs).digits();
    }

    /// A file sealed into another, one thread.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 8)
    @Measurement(iterations = 10, batchSize = 8)
    public void attachment_mb_s(Attachment file, CpuTime cpu) throws IOException {
        cpu.operations++;
        try (InputStream in = Files.newInputStream(file.plain);
                OutputStream out = Files.newOutputStream(file.sealed);
                Cobblestone message = Cobblestone.sealing(new byte[32], new byte[0], RANDOM)) {
            message.seal(in, out);
        }
    }

    /// The same file only copied through memory: what the disk's own share is.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 8)
    @Measurement(iterations = 10, batchSize = 8)
    public void copy_mb_s(Attachment file, CpuTime cpu) throws IOException {
        cpu.operations++;
        byte[] buffer = new byte[1 << 17];
        try (InputStream in = Files.newInputStream(file.plain);
                OutputStream out = Files.newOutputStream(file.sealed)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    /// X25519: one agreement.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object x25519_us(Pair pair, CpuTime cpu) throws CryptoException {
        cpu.operations++;
        return pair.aliceDik.agree(pair.spk.publicKey());
    }

    /// X25519: one fresh key pair.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object x25519_key_us(CpuTime cpu) {
        cpu.operations++;
        return AgreementKey.generate(RANDOM);
    }

    /// Ed25519: one signature over 200 bytes.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object sign_us(Pair pair, CpuTime cpu) {
        cpu.operations++;
        return pair.aliceSigns.sign("content", pair.text);
    }

    /// Ed25519: one signature over a bundle checked.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object verify_us(Bundle bundle, CpuTime cpu) {
        cpu.operations++;
        return Signatures.verify(bundle.pair.bobSigns.publicKey(), "bundle", bundle.bytes, bundle.signature);
    }

    /// ML-KEM-768: key pair, encapsulation, decapsulation.
    @Benchmark
    @Warmup(iterations = 10, batchSize = 1000)
    @Measurement(iterations = 10, batchSize = 1000)
    public Object kem_768_us(CpuTime cpu) throws CryptoException {
        cpu.operations++;
        KemKey key = KemKey.generate(KemKey.Level.L768, RANDOM);
        return key.decapsulate(
                KemKey.encapsulate(KemKey.Level.L768, key.publicKey(), RANDOM).ciphertext());
    }

    /// Bob's keys as Alice gets them.
    @State(Scope.Thread)
    public static class Bundle {
        final Pair pair = new Pair();
        final TheirPrekeys theirs = new TheirPrekeys(
                pair.bobDik.publicKey(), pair.spk.publicKey(), pair.oneTime.publicKey(), pair.kem.publicKey());
        final byte[] bytes = RANDOM.bytes(4200);
        final byte[] signature = pair.bobSigns.sign("bundle", bytes);
        final byte[] oneTime = RANDOM.bytes(1640);
        final byte[] oneTimeSignature = pair.bobSigns.sign("one-time", oneTime);
    }

    /// A file of 16 MiB and where its sealed form goes.
    @State(Scope.Thread)
    public static class Attachment {
        private Path plain;
        private Path sealed;

        /// Writes it.
        @Setup
        public void write() throws IOException {
            plain = Files.createTempFile("attachment", ".plain");
            sealed = Files.createTempFile("attachment", ".sealed");
            Files.write(plain, RANDOM.bytes(ATTACHMENT));
        }

        /// Removes both.
        @TearDown
        public void remove() throws IOException {
            Files.delete(plain);
            Files.delete(sealed);
        }
    }
}
