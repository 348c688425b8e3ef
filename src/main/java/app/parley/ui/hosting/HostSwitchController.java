package app.parley.ui.hosting;

import atlantafx.base.controls.ToggleSwitch;
import javafx.fxml.FXML;
import javafx.scene.control.TextField;

/// The switch that turns the relay on and off, with its port. Settings and the hosting view both
/// show it.
public final class HostSwitchController {
    private final HostingViewModel model;
    private boolean following;

    @FXML
    private ToggleSwitch host;

    @FXML
    private TextField port;

    public HostSwitchController(HostingViewModel model) {
        this.model = model;
    }

    @FXML
    void initialize() {
        port.textProperty().bindBidirectional(model.portProperty());
        port.disableProperty().bind(model.wantedProperty());
        model.wantedProperty().addListener(change -> follow());
        host.selectedProperty().addListener((property, before, now) -> {
            if (!following) {
                model.turn(now);
                follow();
            }
        });
        follow();
    }

    private void follow() {
        following = true;
        host.setSelected(model.wantedProperty().get());
        following = false;
    }

    public HostingViewModel getModel() {
        return model;
    }
}
