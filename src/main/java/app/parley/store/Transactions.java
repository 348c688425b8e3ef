package app.parley.store;

/// A database, whichever kind.
public interface Transactions {
    /// Runs `work` in a transaction of its own: all of it or, if it throws, nothing. When this
    /// returns, it is durable.
    ///
    /// @throws StoreException then nothing of it was kept, unless it says otherwise
    <T, E extends Exception> T transaction(Work<T, E> work) throws E;

    /// Runs `work` on one consistent state. It must not change anything.
    <T, E extends Exception> T read(Work<T, E> work) throws E;
}
