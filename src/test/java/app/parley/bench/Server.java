package app.parley.bench;

import java.io.IOException;

/// A server under measurement, and how the generator talks to it.
interface Server extends AutoCloseable {
    /// What a link is for.
    enum Use {
        /// nothing but to be there, or to send and receive
        PLAIN,
        /// to log in as dearly as real clients do
        LOGIN,
        /// what is sent to it is kept while it is away
        LASTING
    }

    /// Put before the names of its figures.
    String prefix();

    int port();

    ServerProcess process();

    /// A link that is not yet open.
    Link link(int number, Use use);

    /// Lets it give back memory that it does not need, if it knows how.
    void tidyMemory() throws Exception;

    /// Throws if it still keeps a message.
    void checkEmpty() throws Exception;

    @Override
    void close() throws IOException, InterruptedException;
}
