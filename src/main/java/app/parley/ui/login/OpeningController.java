package app.parley.ui.login;

/// The moment while a profile opens by itself.
public final class OpeningController {
    private final LoginViewModel model;

    public OpeningController(LoginViewModel model) {
        this.model = model;
    }

    public LoginViewModel getModel() {
        return model;
    }
}
