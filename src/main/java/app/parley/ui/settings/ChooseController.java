package app.parley.ui.settings;

import app.parley.ui.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/// Asks at the start which profile to open.
public final class ChooseController {
    private final ProfilesViewModel model;
    private final Texts texts;
    private final Consumer<Optional<String>> chosen;

    @FXML
    private VBox list;

    @FXML
    private TextField profileName;

    /// @param chosen told the name of the profile; empty for the first one, which has none
    public ChooseController(ProfilesViewModel model, Texts texts, Consumer<Optional<String>> chosen) {
        this.model = model;
        this.texts = texts;
        this.chosen = chosen;
    }

    @FXML
    void initialize() {
        profileName.textProperty().bindBidirectional(model.newNameProperty());
        model.names().addListener((ListChangeListener<String>) change -> fill());
        fill();
        model.open();
    }

    private void fill() {
        list.getChildren().setAll(button(texts.get("profiles.first"), Optional.empty()));
        model.names().forEach(name -> list.getChildren().add(button(name, Optional.of(name))));
    }

    private Button button(String words, Optional<String> name) {
        Button button = new Button(words);
        button.getStyleClass().addAll("choice", "profile-choice");
        button.setMnemonicParsing(false);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> chosen.accept(name));
        return button;
    }

    @FXML
    void onMake() {
        model.make();
    }

    public ProfilesViewModel getModel() {
        return model;
    }
}
