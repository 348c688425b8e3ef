package app.parley.ui.control;

import app.parley.client.Delivery;
import java.util.Optional;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/// How far a message came, as a small sign with the words in its tooltip. Each step has a shape
/// of its own; colour only helps.
public final class DeliveryTick extends StackPane {
    private final FontIcon icon = new FontIcon();
    private String words = "";

    public DeliveryTick() {
        getStyleClass().add("delivery-tick");
        getChildren().add(icon);
        setMaxHeight(USE_PREF_SIZE);
        LateTooltip.install(this, () -> words);
        show(Optional.empty(), "");
    }

    /// @param said the step in words
    public void show(Optional<Delivery> delivery, String said) {
        setVisible(delivery.isPresent());
        setManaged(delivery.isPresent());
        getStyleClass().removeAll("read", "stuck");
        delivery.ifPresent(step -> {
            icon.setIconCode(sign(step));
            words = said;
            setAccessibleText(said);
            if (step instanceof Delivery.Read) {
                getStyleClass().add("read");
            } else if (step instanceof Delivery.Failed || step instanceof Delivery.Expired) {
                getStyleClass().add("stuck");
            }
        });
    }

    private static Ikon sign(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Waiting waiting -> MaterialDesignC.CLOCK_OUTLINE;
            case Delivery.AtRelay at -> MaterialDesignC.CHECK;
            case Delivery.OnDevice on -> MaterialDesignC.CHECK_ALL;
            case Delivery.Read read -> MaterialDesignE.EYE_CHECK;
            case Delivery.Expired expired -> MaterialDesignT.TIMER_SAND_EMPTY;
            case Delivery.Failed failed -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        };
    }
}
