package app.parley.client;

import app.parley.protocol.Octets;

/// @param digits 60 digits; both people see the same
/// @param qr the content of the QR code
public record SafetyNumberView(String digits, Octets qr) {
    /// `12345 67890 …`, twelve groups of five.
    public String grouped() {
        return digits.replaceAll("(\\d{5})(?=\\d)", "$1 ");
    }

    /// Whether `typed`, with any blanks or dashes, is this number.
    public boolean matches(String typed) {
        return digits.equals(typed.replaceAll("[\\s\\-]", ""));
    }
}
