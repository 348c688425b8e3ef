package app.parley.store;

/// What is done in one transaction.
///
/// @param <T> what it yields
/// @param <E> what else it may throw; the compiler finds `RuntimeException` when there is nothing
@FunctionalInterface
public interface Work<T, E extends Exception> {
    /// @param sql valid during this call and on this thread only
    T run(Sql sql) throws E;

    /// [Work] that yields nothing.
    @FunctionalInterface
    interface Act<E extends Exception> {
        void run(Sql sql) throws E;
    }
}
