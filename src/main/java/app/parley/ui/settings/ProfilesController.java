package app.parley.ui.settings;

import javafx.fxml.FXML;
import javafx.scene.control.TextField;

/// The part of the settings that makes another profile.
public final class ProfilesController {
    private final ProfilesViewModel model;

    @FXML
    private TextField profileName;

    public ProfilesController(ProfilesViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        profileName.textProperty().bindBidirectional(model.newNameProperty());
    }

    @FXML
    void onMake() {
        model.make();
    }

    public ProfilesViewModel getModel() {
        return model;
    }
}
