package app.parley.ui.link;

import javafx.event.Event;
import javafx.event.EventType;

/// Somebody wants to open a link that is on screen. It goes up from the text to whoever asks first.
public final class LinkEvent extends Event {
    private static final long serialVersionUID = 1;

    public static final EventType<LinkEvent> WANTED = new EventType<>(Event.ANY, "LINK_WANTED");

    private final transient Link link;

    public LinkEvent(Link link) {
        super(WANTED);
        this.link = link;
    }

    public Link link() {
        return link;
    }
}
