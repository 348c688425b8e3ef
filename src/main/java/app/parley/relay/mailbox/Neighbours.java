package app.parley.relay.mailbox;

/// The other relays that share this one's store.
public interface Neighbours {
    /// A relay that has its store for itself.
    Neighbours NONE = new Neighbours() {
        @Override
        public void listen(Ear ear) {}

        @Override
        public void say(String word) {}
    };

    /// What a relay hears, on one thread.
    interface Ear {
        /// From now on everything is heard. What was said or appended before may have been missed;
        /// called again after each interruption.
        void again();

        /// Another relay appended to a mailbox.
        void appended(long box);

        /// Another relay said something.
        void said(String word);
    }

    /// Hears the others until the store is closed.
    void listen(Ear ear);

    /// Tells all others, in the order of calls; lost if the store cannot be reached.
    ///
    /// @param word at most 7000 characters of ASCII
    void say(String word);
}
