package app.parley.client;

import java.nio.file.Path;

/// What became of an export (docs/export.md).
public sealed interface Exported {
    /// Both files are there and complete.
    ///
    /// @param folder where `conversation.json` and `conversation.html` are
    /// @param messages how many there are
    /// @param signed how many of them carry a signature
    /// @param leftOut messages with a former key of this person that is not known any more, which
    ///     nobody could check
    record Written(Path folder, int messages, int signed, int leftOut) implements Exported {}

    /// There is an export in the folder already. It was left as it is.
    record AlreadyThere(Path folder) implements Exported {}

    /// There are no messages.
    record Nothing() implements Exported {}

    /// The folder could not be made or written. Nothing is left in it.
    record NotWritten(Path folder) implements Exported {}
}
