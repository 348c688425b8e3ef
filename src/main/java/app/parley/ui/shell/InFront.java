package app.parley.ui.shell;

import app.parley.protocol.AccountId;
import app.parley.ui.notice.Front;

/// [Front] of a window that is signed in.
///
/// @param toFront brings the window to the front
record InFront(ShellViewModel model, Runnable toFront) implements Front {
    @Override
    public boolean shows(AccountId with) {
        return model.inFront(with);
    }

    @Override
    public void open(AccountId with) {
        toFront.run();
        model.open(with);
    }

    @Override
    public void raise() {
        toFront.run();
    }
}
