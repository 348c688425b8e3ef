package app.parley.ui.fake;

import app.parley.ui.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Work whose results come when the test says so, in any order.
public final class Later implements Work {
    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public <T> void read(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        waiting.add(() -> new Now().read(work, done, failed));
    }

    @Override
    public <T> void intend(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        read(work, done, failed);
    }

    /// Lets what was asked for as the `index`-th of those that wait be answered.
    public void answer(int index) {
        waiting.remove(index).run();
    }
}
