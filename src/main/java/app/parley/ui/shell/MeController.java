package app.parley.ui.shell;

import app.parley.ui.control.Avatar;
import app.parley.ui.settings.SettingsViewModel;
import java.util.Map;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/// The card with the own name, number and invite.
public final class MeController {
    private final ShellViewModel shell;
    private final Runnable settings;

    @FXML
    private Avatar avatar;

    @FXML
    private Button copy;

    /// @param settings goes to the settings
    public MeController(ShellViewModel shell, Runnable settings) {
        this.shell = shell;
        this.settings = settings;
    }

    @FXML
    void initialize() {
        avatar.nameProperty().bind(getModel().savedNameProperty());
        avatar.keyProperty().bind(getModel().accountProperty());
    }

    @FXML
    void onCopy() {
        shell.work().read(shell.live().client()::invite, this::copied, failed -> copy.setDisable(true));
    }

    private void copied(Optional<String> invite) {
        invite.ifPresent(link -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, link));
            copy.setText(shell.wording().texts().get("copied"));
        });
    }

    @FXML
    void onSettings() {
        settings.run();
    }

    public SettingsViewModel getModel() {
        return shell.settings();
    }
}
