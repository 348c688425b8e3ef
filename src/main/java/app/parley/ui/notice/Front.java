package app.parley.ui.notice;

import app.parley.protocol.AccountId;

/// What the person has before their eyes, and how something else gets there.
public interface Front {
    /// Whether the conversation is on screen in a window that has the focus.
    boolean shows(AccountId with);

    /// Brings the window to the front with this conversation.
    void open(AccountId with);

    /// Brings the window to the front.
    void raise();
}
