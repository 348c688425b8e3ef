package app.parley.ui.fake;

import app.parley.ui.Texts;
import app.parley.ui.Times;
import app.parley.ui.Wording;
import app.parley.ui.service.Live;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/// What view models are tested with: work that is done at once, English, a clock that is moved by
/// hand.
public final class Bench {
    public final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOW);
    public final Texts texts = new Texts(Locale.UK);
    public final Wording wording = new Wording(texts, new Times(now::get, Samples.ZONE, texts));
    public final Now work = new Now();
    public final FakeHosting hosting = new FakeHosting();

    public Live live(FakeClient client) {
        Live live = Live.of(client, Runnable::run);
        live.begin();
        return live;
    }
}
