package app.parley.ui.login;

import app.parley.ui.Views;
import java.util.EnumMap;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/// Shows the step that is due.
public final class LoginController {
    private final LoginViewModel model;
    private final Views views;
    private final Runnable quit;
    private final Map<LoginViewModel.Step, Node> steps = new EnumMap<>(LoginViewModel.Step.class);

    @FXML
    private StackPane place;

    /// @param quit closes the window
    public LoginController(LoginViewModel model, Views views, Runnable quit) {
        this.model = model;
        this.views = views;
        this.quit = quit;
    }

    @FXML
    void initialize() {
        model.stepProperty().subscribe(this::show);
    }

    private void show(LoginViewModel.Step step) {
        Node node = steps.computeIfAbsent(step, this::load);
        place.getChildren().setAll(node);
    }

    private Node load(LoginViewModel.Step step) {
        return views.load(
                switch (step) {
                    case OPENING -> new OpeningController(model);
                    case WELCOME -> new WelcomeController(model);
                    case RECOVER -> new RecoverController(model);
                    case PROTECT -> new ProtectController(model);
                    case DETAILS -> new DetailsController(model);
                    case CODE -> new CodeController(model);
                    case UNLOCK -> new UnlockController(model);
                    case TROUBLE -> new TroubleController(model, quit);
                });
    }

    public LoginViewModel getModel() {
        return model;
    }
}
