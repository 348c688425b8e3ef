package app.parley.ui.shell;

import app.parley.ui.Language;
import app.parley.ui.Texts;
import app.parley.ui.Times;
import app.parley.ui.Views;
import app.parley.ui.Wording;

/// All that speaks one language in a window.
record Speech(Texts texts, Views views, Wording wording) {
    static Speech of(UiContext context, Language language) {
        Texts texts = new Texts(language.in(context.locale()));
        return new Speech(
                texts, new Views(texts), new Wording(texts, new Times(context.clock(), context.zone(), texts)));
    }
}
