package app.parley.ui.settings;

/// What somebody proves for that the profile is theirs.
public enum Purpose {
    SET_PASSPHRASE,
    ADD_KEY_STORE,
    REMOVE_KEY_STORE,
    RECOVERY_KIT
}
