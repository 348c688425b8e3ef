package app.parley.app;

/// A manual page in the language of man(7), as it is written.
final class Roff {
    private final StringBuilder page = new StringBuilder();

    /// Text as it is to be read: what the language takes for its own is escaped, and no line begins
    /// with a command.
    static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("%n", "\n");
        return escaped.replaceAll("(?m)^([.'])", "\\\\&$1");
    }

    static String bold(String plain) {
        return "\\fB" + text(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + text(plain) + "\\fR";
    }

    void macro(String name, String... words) {
        page.append('.').append(name);
        for (String word : words) {
            page.append(" \"").append(text(word).replace("\"", "\\(dq")).append('"');
        }
        page.append('\n');
    }

    void section(String name) {
        macro("SH", name);
    }

    /// The head of an explained item; what explains it comes next.
    void item(String head) {
        raw(".TP\n" + head);
    }

    void say(String plain) {
        raw(text(plain));
    }

    /// Lines in the language itself.
    void raw(String lines) {
        page.append(lines).append('\n');
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
