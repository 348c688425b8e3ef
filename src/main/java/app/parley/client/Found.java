package app.parley.client;

import java.util.List;

/// What a search found.
///
/// @param hits newest first
/// @param more whether older ones may follow
/// @param complete false while older messages are still being made searchable
public record Found(List<Hit> hits, boolean more, boolean complete) {
    /// @param spans the parts of [Said#text] that were looked for
    public record Hit(Message message, List<Search.Span> spans) {
        public Hit {
            spans = List.copyOf(spans);
        }
    }

    public Found {
        hits = List.copyOf(hits);
    }
}
