package app.parley.ui.emoji;

import app.parley.ui.Texts;
import app.parley.ui.emoji.Emoji.Group;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// The picker of emoji. The focus stays in the search field: letters search, arrows walk, Enter takes.
public final class EmojiPickerController {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double PICTURE = 26;

    private final EmojiPickerViewModel model;
    private final Texts texts;
    private final Consumer<Emoji> chosen;

    @FXML
    private TextField query;

    @FXML
    private HBox groups;

    @FXML
    private ListView<List<Emoji>> grid;

    @FXML
    private Label name;

    /// @param chosen takes the emoji; the picker stays as it is
    public EmojiPickerController(EmojiPickerViewModel model, Texts texts, Consumer<Emoji> chosen) {
        this.model = model;
        this.texts = texts;
        this.chosen = chosen;
    }

    @FXML
    void initialize() {
        query.textProperty().bindBidirectional(model.queryProperty());
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        for (Group group : Group.values()) {
            groups.getChildren().add(tab(group));
        }
        grid.setPlaceholder(new Label(texts.get("emoji.none")));
        grid.setItems(model.lines());
        grid.setCellFactory(view -> new Line());
        model.lines().addListener((Observable change) -> show());
        model.atProperty().addListener(change -> show());
        show();
    }

    private ToggleButton tab(Group group) {
        EmojiLabel sign = new EmojiLabel();
        sign.setText(sign(group));
        ToggleButton tab = new ToggleButton("", sign);
        tab.getStyleClass().add("emoji-tab");
        tab.setAccessibleText(texts.of("emoji.group", group));
        tab.setTooltip(new Tooltip(texts.of("emoji.group", group)));
        tab.setOnAction(event -> {
            model.groupProperty().set(group);
            tab.setSelected(true);
            query.requestFocus();
        });
        model.groupProperty().subscribe(now -> tab.setSelected(now == group));
        return tab;
    }

    private static String sign(Group group) {
        return switch (group) {
            case RECENT -> "🕒";
            case SMILEYS -> "😀";
            case NATURE -> "🐱";
            case FOOD -> "🍏";
            case TRAVEL -> "🚗";
            case ACTIVITIES -> "⚽";
            case OBJECTS -> "💡";
            case SYMBOLS -> "💟";
            case FLAGS -> "🏁";
        };
    }

    private void show() {
        grid.refresh();
        grid.scrollTo(Math.max(0, model.atProperty().get() / EmojiPickerViewModel.COLUMNS - 2));
        String words = model.current().map(EmojiPickerController::words).orElse("");
        name.setText(words);
        query.setAccessibleHelp(words);
    }

    private static String words(Emoji emoji) {
        return ":" + emoji.names().getFirst() + ":";
    }

    private void pressed(KeyEvent event) {
        boolean mirrored = grid.getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        boolean searching = !query.getText().isEmpty();
        KeyCode key = event.getCode();
        if (key == KeyCode.ENTER) {
            model.current().ifPresent(this::take);
        } else if (key == KeyCode.DOWN) {
            model.move(EmojiPickerViewModel.COLUMNS);
        } else if (key == KeyCode.UP) {
            model.move(-EmojiPickerViewModel.COLUMNS);
        } else if (key == KeyCode.LEFT && !searching) {
            model.move(mirrored ? 1 : -1);
        } else if (key == KeyCode.RIGHT && !searching) {
            model.move(mirrored ? -1 : 1);
        } else if (key == KeyCode.TAB && searching) {
            model.move(event.isShiftDown() ? -1 : 1);
        } else {
            return;
        }
        event.consume();
    }

    private void take(Emoji emoji) {
        model.used(emoji);
        chosen.accept(emoji);
    }

    /// Puts the cursor into the search.
    public void focus() {
        query.requestFocus();
    }

    /// One line of the grid.
    private final class Line extends ListCell<List<Emoji>> {
        private final HBox places = new HBox();

        Line() {
            places.getStyleClass().add("emoji-line");
            getStyleClass().add("emoji-line-cell");
        }

        @Override
        protected void updateItem(List<Emoji> line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            places.getChildren().setAll(line.stream().map(this::place).toList());
            setGraphic(places);
        }

        private Node place(Emoji emoji) {
            ImageView picture = new ImageView(EmojiSet.all().picture(emoji));
            picture.setFitWidth(PICTURE);
            picture.setFitHeight(PICTURE);
            picture.setSmooth(true);
            StackPane place = new StackPane(picture);
            place.getStyleClass().add("emoji-place");
            place.setAccessibleRole(AccessibleRole.BUTTON);
            place.setAccessibleText(words(emoji));
            place.pseudoClassStateChanged(
                    CURRENT, model.current().filter(emoji::equals).isPresent());
            place.setOnMouseEntered(event -> name.setText(words(emoji)));
            place.setOnMouseClicked(event -> take(emoji));
            return place;
        }
    }
}
