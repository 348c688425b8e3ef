package app.parley.bench;

import app.parley.app.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Window;

/// Parley itself, and beside it somebody with a watch. Prints `figure NAME VALUE` lines.
public final class WindowRun {
    private static final int FRAMES = 600;
    private static final int OPENED = 5;
    private static final int KEYS = 120;
    private static final int ROUNDS = 4;
    private static final List<String> SEARCHED =
            List.of("tomorrow", "gouda market", "bre", "t", "grosser", "שלום", "train late please");
    private static final Duration CALM = Duration.ofSeconds(8);

    private WindowRun() {}

    /// Takes the folder of a [FullProfile], and how much to measure: `all`, or only the `start`.
    public static void main(String[] args) throws Exception {
        Thread parley = new Thread(() -> Main.main(new String[] {"--data-dir", args[0]}));
        parley.setDaemon(true);
        parley.start();
        Scene scene = firstList();
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        boolean all = args[1].equals("all");
        figure(
                all ? "start_ms" : "start_plain_ms",
                Duration.between(started, Instant.now()).toMillis());
        figure(
                all ? "start_cpu_ms" : "start_plain_cpu_ms",
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
        if (!all) {
            Runtime.getRuntime().halt(0);
        }
        Thread.sleep(CALM.toMillis());
        figure("rss_mb", residentMb());
        open(scene);
        scroll(scene);
        type(scene);
        search(scene);
        Runtime.getRuntime().halt(0);
    }

    private static void figure(String name, double value) {
        System.out.printf(Locale.ROOT, "figure %s %.3f%n", name, value);
    }

    /// Processor time of the calling thread so far, in milliseconds: what others do on this machine is not in it.
    private static double worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    /// Waits until somebody could click a conversation.
    private static Scene firstList() throws Exception {
        while (true) {
            try {
                Optional<Scene> scene = fx(() -> Window.getWindows().stream()
                        .map(Window::getScene)
                        .filter(one -> one.getRoot().lookupAll(".contact-cell").stream()
                                .anyMatch(cell -> cell.isVisible()
                                        && cell.getLayoutBounds().getHeight() > 0))
                        .findFirst());
                if (scene.isPresent()) {
                    afterPulse(scene.get()).get();
                    return scene.get();
                }
            } catch (IllegalStateException e) {
                // JavaFX is not there yet.
            }
            Thread.sleep(10);
        }
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }

    /// Done when the next frame is laid out.
    private static CompletableFuture<Long> afterPulse(Scene scene) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            Runnable[] self = new Runnable[1];
            self[0] = () -> {
                scene.removePostLayoutPulseListener(self[0]);
                done.complete(System.nanoTime());
            };
            scene.addPostLayoutPulseListener(self[0]);
            Platform.requestNextPulse();
        });
        return done;
    }

    private static double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }

    private static void press(Scene scene, KeyCode code, boolean control, boolean alt) {
        Event.fireEvent(
                scene.lookup(".shell"), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, alt, false));
    }

    /// The uppermost conversation, which is the long one, until its end is on screen.
    private static void open(Scene scene) throws Exception {
        double[] took = new double[OPENED];
        double[] work = new double[OPENED];
        for (int i = 0; i < OPENED; i++) {
            CompletableFuture<Long> there = new CompletableFuture<>();
            Runnable[] look = new Runnable[1];
            double[] worked = new double[2];
            long begun = fx(() -> {
                look[0] = () -> {
                    Platform.requestNextPulse();
                    if (scene.getRoot().lookupAll(".message").stream().anyMatch(Node::isVisible)) {
                        scene.removePostLayoutPulseListener(look[0]);
                        worked[1] = worked();
                        there.complete(System.nanoTime());
                    }
                };
                worked[0] = worked();
                long now = System.nanoTime();
                press(scene, KeyCode.DOWN, false, true);
                scene.addPostLayoutPulseListener(look[0]);
                Platform.requestNextPulse();
                return now;
            });
            took[i] = (there.get() - begun) / 1e6;
            work[i] = worked[1] - worked[0];
            if (i + 1 < OPENED) {
                Thread.sleep(300);
                fx(() -> {
                    press(scene, KeyCode.W, true, false);
                    return true;
                });
                Thread.sleep(300);
            }
        }
        figure("open_100k_first_ms", took[0]);
        Arrays.sort(took);
        Arrays.sort(work);
        figure("open_100k_ms", took[OPENED / 2]);
        figure("open_100k_cpu_ms", work[OPENED / 2]);
    }

    /// Upwards, quicker than a hand: what the window's thread does for each frame, from the turn of the wheel
    /// to the
    /// last line laid out.
    private static void scroll(Scene scene) throws Exception {
        double[] took = new double[FRAMES];
        double[] work = new double[FRAMES];
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        fx(() -> {
            Node flow = scene.lookup(".message-flow");
            long[] begun = {0};
            double[] worked = {0};
            int[] frame = {0};
            AnimationTimer wheel = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    begun[0] = System.nanoTime();
                    worked[0] = worked();
                    flow.fireEvent(wheel());
                }
            };
            Runnable[] look = new Runnable[1];
            look[0] = () -> {
                if (begun[0] != 0) {
                    work[frame[0]] = worked() - worked[0];
                    took[frame[0]++] = (System.nanoTime() - begun[0]) / 1e6;
                    begun[0] = 0;
                }
                if (frame[0] == FRAMES) {
                    wheel.stop();
                    scene.removePostLayoutPulseListener(look[0]);
                    done.complete(true);
                }
            };
            scene.addPostLayoutPulseListener(look[0]);
            wheel.start();
            return true;
        });
        done.get();
        Arrays.sort(took);
        Arrays.sort(work);
        figure("frame_p50_ms", took[FRAMES / 2]);
        figure("frame_p99_ms", took[FRAMES * 99 / 100]);
        figure("frame_p50_cpu_ms", work[FRAMES / 2]);
        figure("frame_p99_cpu_ms", work[FRAMES * 99 / 100]);
    }

    private static ScrollEvent wheel() {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                50,
                50,
                50,
                50,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                240,
                0,
                240,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    /// From a key to the frame that shows its letter, waiting for the frame included.
    private static void type(Scene scene) throws Exception {
        double[] took = new double[KEYS];
        for (int i = 0; i < KEYS; i++) {
            // At any point between two frames.
            Thread.sleep(20 + i % 17);
            long begun = fx(() -> {
                long now = System.nanoTime();
                TextInputControl composer = (TextInputControl) scene.lookup("#composer");
                composer.requestFocus();
                Event.fireEvent(
                        composer,
                        new KeyEvent(KeyEvent.KEY_TYPED, "a", "a", KeyCode.UNDEFINED, false, false, false, false));
                return now;
            });
            took[i] = (afterPulse(scene).get() - begun) / 1e6;
        }
        Arrays.sort(took);
        figure("key_ms", took[KEYS / 2]);
        figure("key_p99_ms", took[KEYS * 99 / 100]);
    }

    /// From the key that completes a word in the search of the list to the frame that shows the first messages with
    /// it. Before each there is something that nothing has, so that no hit is there yet.
    private static void search(Scene scene) throws Exception {
        double[] took = new double[SEARCHED.size() * ROUNDS];
        for (int i = 0; i < took.length; i++) {
            String word = SEARCHED.get(i % SEARCHED.size());
            TextInputControl field = (TextInputControl) scene.lookup(".search-box .text-field");
            fx(() -> {
                field.setText("xqx");
                return true;
            });
            Thread.sleep(150);
            CompletableFuture<Long> there = new CompletableFuture<>();
            Runnable[] look = new Runnable[1];
            long begun = fx(() -> {
                look[0] = () -> {
                    Platform.requestNextPulse();
                    if (scene.getRoot().lookupAll(".hit-words").stream()
                            .anyMatch(hit -> hit.isVisible()
                                    && hit.getParent().isVisible()
                                    && hit.getLayoutBounds().getWidth() > 0)) {
                        scene.removePostLayoutPulseListener(look[0]);
                        there.complete(System.nanoTime());
                    }
                };
                long now = System.nanoTime();
                field.setText(word);
                scene.addPostLayoutPulseListener(look[0]);
                Platform.requestNextPulse();
                return now;
            });
            took[i] = (there.get() - begun) / 1e6;
        }
        Arrays.sort(took);
        figure("search_1m_ms", took[took.length / 2]);
        figure("search_1m_worst_ms", took[took.length - 1]);
    }
}
