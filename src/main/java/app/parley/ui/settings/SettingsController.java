package app.parley.ui.settings;

import app.parley.ui.Language;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import app.parley.ui.control.Avatar;
import atlantafx.base.controls.ToggleSwitch;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.util.StringConverter;

/// The page of settings.
public final class SettingsController {
    private final SettingsViewModel model;
    private final Runnable hostingPage;

    @FXML
    private Avatar avatar;

    @FXML
    private TextField name;

    @FXML
    private ToggleSwitch showOnline;

    @FXML
    private ToggleSwitch sendReceipts;

    @FXML
    private ToggleSwitch sendTyping;

    @FXML
    private ToggleButton system;

    @FXML
    private ToggleButton light;

    @FXML
    private ToggleButton dark;

    @FXML
    private ToggleButton contrast;

    @FXML
    private ChoiceBox<Language> language;

    @FXML
    private Label zoom;

    /// @param hostingPage goes to the page about the relay inside
    public SettingsController(SettingsViewModel model, Runnable hostingPage) {
        this.model = model;
        this.hostingPage = hostingPage;
    }

    @FXML
    void initialize() {
        avatar.nameProperty().bind(model.savedNameProperty());
        avatar.keyProperty().bind(model.accountProperty());
        name.textProperty().bindBidirectional(model.nameProperty());
        name.focusedProperty().addListener((property, before, now) -> {
            if (!now) {
                model.rename();
            }
        });
        showOnline.selectedProperty().bindBidirectional(model.showOnlineProperty());
        sendReceipts.selectedProperty().bindBidirectional(model.sendReceiptsProperty());
        showOnline.setOnMouseReleased(event -> model.keepPrivacy());
        showOnline.setOnKeyReleased(event -> model.keepPrivacy());
        sendReceipts.setOnMouseReleased(event -> model.keepPrivacy());
        sendReceipts.setOnKeyReleased(event -> model.keepPrivacy());
        sendTyping.selectedProperty().bindBidirectional(model.sendTypingProperty());
        sendTyping.setOnMouseReleased(event -> model.keepPrivacy());
        sendTyping.setOnKeyReleased(event -> model.keepPrivacy());
        zoom.textProperty()
                .bind(model.zoomProperty()
                        .map(percent -> model.wording().texts().get("settings.zoom.percent", percent.intValue())));
        bindAppearance();
        bindLanguage();
        model.open();
    }

    private void bindAppearance() {
        Map<UiSettings.Appearance, ToggleButton> buttons = Map.of(
                UiSettings.Appearance.SYSTEM, system,
                UiSettings.Appearance.LIGHT, light,
                UiSettings.Appearance.DARK, dark,
                UiSettings.Appearance.CONTRAST, contrast);
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(system, light, dark, contrast);
        buttons.forEach((appearance, button) -> button.setOnAction(event -> {
            model.appearanceProperty().set(appearance);
            button.setSelected(true);
        }));
        model.appearanceProperty().subscribe(now -> buttons.forEach((of, button) -> button.setSelected(of == now)));
    }

    private void bindLanguage() {
        language.setConverter(new Names(model.wording().texts()));
        language.getItems().setAll(Language.values());
        language.setValue(model.languageProperty().get());
        language.valueProperty()
                .addListener((property, before, now) -> model.languageProperty().set(now));
    }

    @FXML
    void onRename() {
        model.rename();
    }

    @FXML
    void onSmaller() {
        model.zoomBy(-1);
    }

    @FXML
    void onLarger() {
        model.zoomBy(1);
    }

    @FXML
    void onHosting() {
        hostingPage.run();
    }

    public SettingsViewModel getModel() {
        return model;
    }

    private static final class Names extends StringConverter<Language> {
        private final Texts texts;

        Names(Texts texts) {
            this.texts = texts;
        }

        @Override
        public String toString(Language language) {
            return texts.of("language", language);
        }

        @Override
        public Language fromString(String text) {
            throw new UnsupportedOperationException("nothing is typed here");
        }
    }
}
