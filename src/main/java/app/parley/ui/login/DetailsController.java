package app.parley.ui.login;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.controlsfx.validation.ValidationResult;
import org.controlsfx.validation.ValidationSupport;
import org.controlsfx.validation.decoration.StyleClassValidationDecoration;

/// Name, number and invite.
public final class DetailsController {
    private final LoginViewModel login;
    private final DetailsViewModel model;

    @FXML
    private TextField link;

    @FXML
    private TextField name;

    @FXML
    private TextField number;

    @FXML
    private Label linkProblem;

    @FXML
    private Label linkWords;

    @FXML
    private Label numberProblem;

    @FXML
    private Button goOn;

    public DetailsController(LoginViewModel login) {
        this.login = login;
        this.model = login.details();
    }

    @FXML
    void initialize() {
        link.textProperty().bindBidirectional(model.linkProperty());
        name.textProperty().bindBidirectional(model.nameProperty());
        number.textProperty().bindBidirectional(model.numberProperty());
        linkProblem.textProperty().bind(model.linkProblem());
        linkWords.textProperty().bind(model.linkWords());
        numberProblem.textProperty().bind(model.numberProblem());
        for (Label words : new Label[] {linkProblem, linkWords, numberProblem}) {
            showWhileSaid(words);
        }
        goOn.disableProperty().bind(model.ready().not().or(login.busyProperty()));
        decorate();
        name.sceneProperty().subscribe(scene -> {
            // The invite that was found or pasted is there already; what is left to type comes first.
            if (scene != null
                    && model.linkProblem().getValue().isEmpty()
                    && !link.getText().isEmpty()) {
                name.requestFocus();
            }
        });
    }

    private static void showWhileSaid(Node node) {
        Label words = (Label) node;
        words.visibleProperty().bind(words.textProperty().isNotEmpty());
        words.managedProperty().bind(words.visibleProperty());
    }

    /// A field with a problem is marked; the problem itself is the line below it.
    private void decorate() {
        ValidationSupport marks = new ValidationSupport();
        marks.setValidationDecorator(new StyleClassValidationDecoration("problem", "problem"));
        marks.registerValidator(
                link,
                false,
                (control, typed) -> ValidationResult.fromErrorIf(
                        control, linkProblem.getText(), !linkProblem.getText().isEmpty()));
        marks.registerValidator(
                number,
                false,
                (control, typed) -> ValidationResult.fromErrorIf(
                        control,
                        numberProblem.getText(),
                        !numberProblem.getText().isEmpty()));
    }

    @FXML
    void onGoOn() {
        login.submitDetails();
    }

    @FXML
    void onBack() {
        login.back();
    }

    public LoginViewModel getLogin() {
        return login;
    }

    public DetailsViewModel getModel() {
        return model;
    }
}
