package app.parley.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads the FXML that lies beside a controller: `ChatController` has `Chat.fxml`. Controllers
/// are made by whoever loads, by constructor; FXML only names them.
public final class Views {
    private static final String CONTROLLER = "Controller";

    private final Texts texts;

    public Views(Texts texts) {
        this.texts = texts;
    }

    public Texts texts() {
        return texts;
    }

    /// @param included controllers of views that the FXML includes
    /// @return the root of the view
    public Parent load(Object controller, Object... included) {
        Class<?> type = controller.getClass();
        String file = type.getSimpleName().replace(CONTROLLER, "") + ".fxml";
        URL place = Objects.requireNonNull(type.getResource(file), file);
        Map<Class<?>, Object> known = Stream.concat(Stream.of(controller), Stream.of(included))
                .collect(Collectors.toMap(Object::getClass, Function.identity()));
        FXMLLoader loader = new FXMLLoader(place, texts.bundle());
        loader.setControllerFactory(wanted -> Objects.requireNonNull(known.get(wanted), wanted.getName()));
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
