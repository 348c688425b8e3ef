package app.parley.app.update;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version such as 0.2.0: two to four numbers.
///
/// @param parts its numbers
public record Version(List<Integer> parts) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){1,3}");

    /// @return empty if `text` is no version
    public static Optional<Version> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new Version(
                        Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList()))
                : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int compared = Integer.compare(part(i), other.part(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int part(int i) {
        return i < parts.size() ? parts.get(i) : 0;
    }
}
