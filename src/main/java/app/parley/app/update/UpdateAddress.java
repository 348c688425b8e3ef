package app.parley.app.update;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where to ask for statements, and whose to believe: `https://…` or `file:…`, and after a `#` the
/// fingerprint of a release key (64 hexadecimal digits). Without one the keys hold that Parley was
/// built with.
///
/// @param place the address without the fingerprint
/// @param key the fingerprint
public record UpdateAddress(URI place, Optional<String> key) {
    private static final int LONGEST = 500;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    /// @return empty if that is no such address
    public static Optional<UpdateAddress> parse(String typed) {
        String text = typed.strip();
        int mark = text.indexOf('#');
        Optional<String> key = mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1));
        if (text.length() > LONGEST
                || key.isPresent() && !KEY.matcher(key.get()).matches()) {
            return Optional.empty();
        }
        try {
            URI place = new URI(mark < 0 ? text : text.substring(0, mark));
            return known(place) ? Optional.of(new UpdateAddress(place, key)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean known(URI place) {
        if ("file".equals(place.getScheme())) {
            return place.getRawAuthority() == null
                    && place.getRawQuery() == null
                    && place.getPath() != null
                    && place.getPath().startsWith("/");
        }
        return "https".equals(place.getScheme()) && place.getHost() != null && place.getRawUserInfo() == null;
    }

    /// Whose statements are believed: the key in the address, else the given ones.
    public Set<String> trusted(Set<String> builtIn) {
        return key.map(Set::of).orElse(builtIn);
    }

    @Override
    public String toString() {
        return place + key.map(fingerprint -> "#" + fingerprint).orElse("");
    }
}
