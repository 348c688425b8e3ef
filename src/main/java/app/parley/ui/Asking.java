package app.parley.ui;

/// Has the person think again before something is done that cannot be undone, or not easily.
@FunctionalInterface
public interface Asking {
    /// @param what the key of the words on the button; `.title` and `.words` after it are those of the
    ///     question
    /// @param about what these words name, such as a person
    /// @param deed done when the person says yes
    void first(String what, Object about, Runnable deed);
}
