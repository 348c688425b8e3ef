package app.parley.ui.settings;

import app.parley.ui.Updates.State;
import app.parley.ui.Wording;
import app.parley.ui.settings.UpdatesViewModel.Problem;
import atlantafx.base.controls.ToggleSwitch;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.Subscription;

/// The part of the settings about newer versions.
public final class UpdatesController {
    private final UpdatesViewModel model;
    private final Wording wording;
    private final Runnable news;

    @FXML
    private ToggleSwitch askForUpdates;

    @FXML
    private TextField updateAddress;

    @FXML
    private Button askNow;

    @FXML
    private Button whatIsNew;

    @FXML
    private Label updateWords;

    @FXML
    private Label lastAsked;

    @FXML
    private Label updateProblem;

    /// @param news shows what a newer version brings
    public UpdatesController(UpdatesViewModel model, Wording wording, Runnable news) {
        this.model = model;
        this.wording = wording;
        this.news = news;
    }

    @FXML
    void initialize() {
        Subscription listening = Subscription.combine(
                model.stateProperty().subscribe(this::show),
                model.problemProperty().subscribe(this::say),
                model.askingProperty().subscribe(now -> show(model.getState())));
        // The model outlives this page.
        updateWords.sceneProperty().addListener((property, was, now) -> {
            if (now == null) {
                listening.unsubscribe();
            }
        });
        askNow.disableProperty().bind(model.askingProperty());
        askForUpdates.selectedProperty().addListener((property, was, on) -> {
            if (on != model.getState().on()) {
                model.choose(on, updateAddress.getText());
            }
        });
        updateAddress.focusedProperty().addListener((property, was, focused) -> {
            if (!focused) {
                onAddress();
            }
        });
    }

    private void show(State state) {
        askForUpdates.setSelected(state.on());
        if (!updateAddress.isFocused() || updateAddress.getText().isEmpty()) {
            updateAddress.setText(state.address());
        }
        updateWords.setText(words(state));
        lastAsked.setText(state.asked()
                .map(when ->
                        wording.texts().get("updates.asked", wording.times().full(when)))
                .orElse(""));
        lastAsked.setVisible(state.asked().isPresent());
        lastAsked.setManaged(state.asked().isPresent());
        whatIsNew.setVisible(state.newer().isPresent());
        whatIsNew.setManaged(state.newer().isPresent());
    }

    private String words(State state) {
        if (model.isAsking()) {
            return wording.texts().get("updates.asking");
        }
        return state.newer()
                .map(newer -> wording.texts().get("updates.newer", newer.version()))
                .orElseGet(() -> wording.texts().of("updates.outcome", state.outcome()));
    }

    private void say(Problem problem) {
        boolean any = problem != Problem.NONE;
        updateProblem.setText(any ? wording.texts().of("updates.problem", problem) : "");
        updateProblem.setVisible(any);
        updateProblem.setManaged(any);
        // What the switch shows is what is so.
        askForUpdates.setSelected(model.getState().on());
    }

    @FXML
    void onAddress() {
        if (!updateAddress.getText().strip().equals(model.getState().address())) {
            model.choose(model.getState().on(), updateAddress.getText());
        }
    }

    @FXML
    void onAsk() {
        model.ask(updateAddress.getText());
    }

    @FXML
    void onNews() {
        news.run();
    }

    public UpdatesViewModel getModel() {
        return model;
    }
}
