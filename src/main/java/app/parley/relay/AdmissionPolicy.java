package app.parley.relay;

/// How a relay takes people in.
///
/// @param approve whether each newcomer waits for the owner's yes
/// @param open whether it has no directory at all: people find each other by number only, and
///     nobody is told who else is there
public record AdmissionPolicy(boolean approve, boolean open) {
    /// Whoever has an invite and a code is in, and members see each other.
    public static final AdmissionPolicy CIRCLE = new AdmissionPolicy(false, false);
}
