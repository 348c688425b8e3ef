package app.parley.ui.settings;

import app.parley.ui.Texts;
import app.parley.ui.UiSettings;
import atlantafx.base.controls.ToggleSwitch;
import javafx.fxml.FXML;
import javafx.scene.control.ChoiceBox;
import javafx.util.StringConverter;

/// The part of the settings about what shows outside the window.
public final class AnnouncingController {
    private final AnnouncingViewModel model;

    @FXML
    private ChoiceBox<UiSettings.Notices> notices;

    @FXML
    private ToggleSwitch stay;

    @FXML
    private ToggleSwitch start;

    public AnnouncingController(AnnouncingViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        notices.setConverter(new Names(model.texts()));
        notices.getItems().setAll(UiSettings.Notices.values());
        notices.valueProperty().bindBidirectional(model.noticesProperty());
        stay.selectedProperty().bindBidirectional(model.stayProperty());
        start.selectedProperty().bindBidirectional(model.startProperty());
        model.open();
    }

    public AnnouncingViewModel getModel() {
        return model;
    }

    private static final class Names extends StringConverter<UiSettings.Notices> {
        private final Texts texts;

        Names(Texts texts) {
            this.texts = texts;
        }

        @Override
        public String toString(UiSettings.Notices level) {
            return texts.of("announcing.notices", level);
        }

        @Override
        public UiSettings.Notices fromString(String text) {
            throw new UnsupportedOperationException("nothing is typed here");
        }
    }
}
