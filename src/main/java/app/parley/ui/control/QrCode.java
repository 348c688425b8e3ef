package app.parley.ui.control;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

/// A QR code, black on white with a white quiet zone in every theme, because cameras expect it
/// so.
public final class QrCode extends StackPane {
    private static final int QUIET = 4;
    private static final int SIDE = 208;

    private final StringProperty content = new SimpleStringProperty(this, "content", "");
    private final ImageView picture = new ImageView();

    public QrCode() {
        getStyleClass().add("qr-code");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        picture.setSmooth(false);
        picture.setPreserveRatio(true);
        picture.setFitWidth(SIDE);
        getChildren().add(picture);
        content.addListener((property, before, now) -> draw(now));
    }

    /// Shows octets, one character each (ISO 8859-1), as readers of QR codes give them back.
    public void setOctets(byte[] octets) {
        content.set(new String(octets, StandardCharsets.ISO_8859_1));
    }

    private void draw(String text) {
        picture.setImage(text.isEmpty() ? null : image(matrix(text)));
    }

    private static BitMatrix matrix(String text) {
        Map<EncodeHintType, Object> hints =
                Map.of(EncodeHintType.MARGIN, QUIET, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L);
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    private static WritableImage image(BitMatrix matrix) {
        int dot = Math.max(1, Math.round((float) SIDE * 2 / matrix.getWidth()));
        WritableImage image = new WritableImage(matrix.getWidth() * dot, matrix.getHeight() * dot);
        PixelWriter pixels = image.getPixelWriter();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                pixels.setColor(x, y, matrix.get(x / dot, y / dot) ? Color.BLACK : Color.WHITE);
            }
        }
        return image;
    }

    public StringProperty contentProperty() {
        return content;
    }

    public String getContent() {
        return content.get();
    }

    public void setContent(String value) {
        content.set(value);
    }
}
