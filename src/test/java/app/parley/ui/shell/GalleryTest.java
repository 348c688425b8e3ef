package app.parley.ui.shell;

import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.shell.Gallery.Scene;
import app.parley.ui.shell.Gallery.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.embed.swing.SwingFXUtils;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pictures of every view, to be looked at: `target/gallery/*.png` and `index.html`.
@Tag("gallery")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalleryTest {
    private static final Path FOLDER = Path.of("target", "gallery");

    @BeforeAll
    static void start() throws Exception {
        Fx.start();
    }

    @ParameterizedTest
    @MethodSource("app.parley.ui.shell.Gallery#shots")
    void light(Shot shot) throws Exception {
        take(shot, Appearance.LIGHT, "light");
    }

    @ParameterizedTest
    @MethodSource("app.parley.ui.shell.Gallery#shots")
    void dark(Shot shot) throws Exception {
        take(shot, Appearance.DARK, "dark");
    }

    static List<Shot> fewShots() {
        return Gallery.shots().stream()
                .filter(shot -> shot.name().matches("(01|05|22|25|30|33|40|41).*"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fewShots")
    void contrast(Shot shot) throws Exception {
        take(shot, Appearance.CONTRAST, "contrast");
    }

    private static void take(Shot shot, Appearance appearance, String name) throws Exception {
        Scene scene = new Scene(shot, appearance, 1);
        shot.steps().run(scene);
        Files.createDirectories(FOLDER);
        ImageIO.write(
                SwingFXUtils.fromFXImage(scene.picture(), null),
                "png",
                FOLDER.resolve(shot.name() + "-" + name + ".png").toFile());
        scene.close();
    }

    @AfterAll
    static void index() throws IOException {
        StringBuilder page = new StringBuilder(
                "<!doctype html><meta charset=utf-8><title>Parley</title><style>body{font-family:sans-serif;margin:2em;"
                        + "background:#888}figure{display:inline-block;margin:8px}img{max-width:620px}</style>\n");
        try (var files = Files.list(FOLDER)) {
            files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .forEach(file -> page.append("<figure><img src=\"")
                            .append(file.getFileName())
                            .append("\"><figcaption>")
                            .append(file.getFileName())
                            .append("</figcaption></figure>\n"));
        }
        Files.writeString(FOLDER.resolve("index.html"), page);
    }
}
