package app.parley.ui.chat;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableListBase;

/// A list that changes only where it differs, in one step, so that what is on screen stays where
/// it is.
final class Rows<T> extends ObservableListBase<T> {
    private final List<T> items = new ArrayList<>();

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /// Becomes `now`: what both have at the start and at the end is left alone.
    void become(List<T> now) {
        int most = Math.min(items.size(), now.size());
        int head = 0;
        while (head < most && items.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && items.get(items.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        splice(head, items.size() - tail, now.subList(head, now.size() - tail));
    }

    private void splice(int from, int to, List<T> added) {
        if (from == to && added.isEmpty()) {
            return;
        }
        List<T> gone = items.subList(from, to);
        List<T> removed = List.copyOf(gone);
        beginChange();
        gone.clear();
        items.addAll(from, added);
        nextReplace(from, from + added.size(), removed);
        endChange();
    }
}
