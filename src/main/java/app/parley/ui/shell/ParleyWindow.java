package app.parley.ui.shell;

import app.parley.ui.Chooser;
import app.parley.ui.FxBridge;
import app.parley.ui.Language;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.control.PopupZoom;
import app.parley.ui.control.Zoom;
import app.parley.ui.emoji.Recents;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.hosting.HostingViewModel;
import app.parley.ui.login.LoginController;
import app.parley.ui.login.LoginViewModel;
import app.parley.ui.notice.Later;
import app.parley.ui.notice.Notices;
import app.parley.ui.service.CryptoService;
import app.parley.ui.service.Lanes;
import app.parley.ui.service.Live;
import app.parley.ui.service.SocketService;
import app.parley.ui.settings.AnnouncingViewModel;
import app.parley.ui.settings.ProfilesViewModel;
import app.parley.ui.settings.ProtectionViewModel;
import app.parley.ui.settings.Purpose;
import atlantafx.base.controls.ModalPane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/// One person's window, from the first step to the end. Any number of them may be open in one
/// process.
public final class ParleyWindow {
    private final UiContext context;
    private final Stage stage;
    private final Executor fx = FxBridge.executor();
    private final Lanes work = new Lanes(fx);
    private final CryptoService keys = new CryptoService();
    private Speech speech;
    private final StackPane place = new StackPane();
    private final Strips strips;
    private final ModalPane modal = new ModalPane();
    private final Overlay overlay = new ModalOverlay(modal);
    private final Zoom zoom;
    private final PopupZoom popups;
    private final ObjectProperty<Appearance> appearance;
    private final Theme theme;
    private Optional<LoginViewModel> login = Optional.empty();
    private Optional<Live> live = Optional.empty();
    private Optional<ShellViewModel> shell = Optional.empty();
    private final Outside outside;
    private final WindowClosing closer;
    private Optional<Notices> notices = Optional.empty();
    private Optional<IdleLock> idle = Optional.empty();
    /// What was on screen when the window was locked.
    private Optional<ShellViewModel.Shown> before = Optional.empty();

    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);
    private Optional<ShellController> shellController = Optional.empty();
    private double listWidth;
    private Chooser chooser;

    private ParleyWindow(UiContext context, Stage stage) {
        this.context = context;
        this.stage = stage;
        this.speech = Speech.of(context, context.settings().language());
        this.chooser = new StageChooser(stage, () -> speech.texts());
        this.appearance = new SimpleObjectProperty<>(context.settings().appearance());
        this.strips = new Strips(context, work, fx, overlay);
        VBox.setVgrow(place, Priority.ALWAYS);
        StackPane layers = new StackPane(new VBox(strips.node(), place), modal);
        this.zoom = new Zoom(layers);
        zoom.percentProperty().set(context.settings().zoom());
        this.popups = new PopupZoom(stage);
        popups.percentProperty().bind(zoom.percentProperty());
        Scene scene = new Scene(zoom);
        scene.setNodeOrientation(speech.texts().orientation());
        this.theme = new Theme(scene, appearance);
        stage.setScene(scene);
        this.outside = new Outside(
                stage,
                context.desktop(),
                () -> speech.texts(),
                new Outside.Acts(this::raise, this::lockable, this::lock, () -> closer().quit()),
                fx);
        this.closer = new WindowClosing(
                stage,
                context,
                work,
                overlay,
                outside,
                new WindowClosing.Asked(() -> speech, this::othersOnline, () -> live.isPresent(), this::closed));
        Optional<Placement> remembered = context.memory().placement();
        this.listWidth = remembered.map(Placement::listWidth).orElse(300.0);
        Placements.restore(stage, remembered);
    }

    /// Opens a window on `stage`. To be called on the JavaFX thread.
    public static ParleyWindow show(UiContext context, Stage stage) {
        ParleyWindow window = new ParleyWindow(context, stage);
        window.begin();
        stage.show();
        return window;
    }

    /// Starts JavaFX, opens a window for each person, and returns once the last one was closed.
    public static void launch(List<UiContext> people) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(people.size());
        Platform.startup(() -> {
            for (UiContext context : people) {
                Stage stage = new Stage();
                ParleyWindow window = show(context, stage);
                window.stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> open.countDown());
            }
        });
        open.await();
    }

    private void begin() {
        outside.count(0);
        strips.show(speech);
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, event -> hidePopups());
        // Wherever the cursor is, a panel above the window included.
        stage.getScene().addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        idle = Optional.of(new IdleLock(stage.getScene(), context.clock(), this::lockAfter, this::lock, fx));
        login(context.startupInvite()).start();
    }

    private LoginViewModel login(Optional<String> invite) {
        LoginViewModel model = new LoginViewModel(
                context.profile(), context.hosting(), keys, work, speech.wording(), fx, invite, this::signedIn);
        login = Optional.of(model);
        place.getChildren().setAll(speech.views().load(new LoginController(model, speech.views(), stage::close)));
        return model;
    }

    private void signedIn(Live opened) {
        login = Optional.empty();
        live = Optional.of(opened);
        showShell(opened);
        if (context.hosting().status() instanceof Hosting.Status.On
                && opened.people().isEmpty()) {
            // A host who is alone wants to invite somebody.
            shell.ifPresent(model -> model.pageProperty().set(ShellViewModel.Page.HOSTING));
        }
        restore();
        closer.resume();
        SocketService socket = new SocketService(opened.client());
        socket.setOnFailed(event -> shell.ifPresent(model -> model.getStrip().broke(socket::restart)));
        socket.start();
    }

    private void showShell(Live opened) {
        HostingViewModel hosting =
                new HostingViewModel(context.hosting(), opened.client()::vouchFor, work, speech.wording(), fx);
        ShellViewModel model = new ShellViewModel(opened, hosting, work, keys, speech.wording(), context.settings());
        shell = Optional.of(model);
        model.windowFocusedProperty().bind(stage.focusedProperty());
        appearance.bind(model.settings().appearanceProperty());
        zoom.percentProperty().bind(model.settings().zoomProperty());
        model.settings().languageProperty().addListener((property, was, now) -> fx.execute(() -> speak(now)));
        ProtectionViewModel protection =
                new ProtectionViewModel(context.profile(), work, speech.wording(), context.settings());
        AnnouncingViewModel announcing =
                new AnnouncingViewModel(context.desktop(), context.settings(), work, speech.texts(), closer::trayed);
        Notices attention = attention(opened, model);
        ShellController controller = new ShellController(
                model,
                new ShellController.Sides(
                        protection,
                        announcing,
                        new ProfilesViewModel(context.profiles(), work, speech.texts()),
                        () -> strips.settings(speech),
                        attention.unreadProperty(),
                        new Recents(context.settings()),
                        context.desktop()),
                speech.views(),
                overlay,
                () -> chooser,
                this::lockOrAskForPassphrase);
        shellController = Optional.of(controller);
        controller.listWidthProperty().set(listWidth);
        controller.listWidthProperty().addListener((property, was, now) -> listWidth = now.doubleValue());
        place.getChildren().setAll(speech.views().load(controller));
        controller.focus();
        attention.unreadProperty().subscribe(unread -> outside.count(unread.intValue()));
    }

    private Notices attention(Live opened, ShellViewModel model) {
        Notices attention = new Notices(
                opened,
                speech.wording(),
                new Notices.Ways(
                        context.settings(),
                        context.desktop(),
                        new InFront(model, this::raise),
                        model.contacts().keeping()::quiet),
                fx,
                Later.byPulse());
        notices = Optional.of(attention);
        return attention;
    }

    private WindowClosing closer() {
        return closer;
    }

    /// Shows again what was on screen before.
    private void restore() {
        before.ifPresent(was -> shell.ifPresent(model -> model.restore(was)));
        before = Optional.empty();
    }

    /// Says everything in another language from now on. The profile stays open.
    private void speak(Language language) {
        if (live.isEmpty()) {
            return;
        }
        clearShell();
        speech = Speech.of(context, language);
        stage.getScene().setNodeOrientation(speech.texts().orientation());
        strips.show(speech);
        showShell(live.orElseThrow());
        restore();
    }

    private Optional<Duration> lockAfter() {
        int minutes = context.settings().lockAfter();
        return minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
    }

    private void pressed(KeyEvent event) {
        if (live.isPresent() && Shortcut.LOCK.keys().stream().anyMatch(keys -> keys.match(event))) {
            event.consume();
            lockOrAskForPassphrase();
        }
    }

    private boolean lockable() {
        return live.isPresent() && context.profile().protection().byPassphrase();
    }

    private void lockOrAskForPassphrase() {
        if (lockable()) {
            lock();
        } else {
            shellController.ifPresent(controller -> controller.prove(Purpose.SET_PASSPHRASE));
        }
    }

    /// Closes the profile and takes all of it off the screen; only its passphrase opens it again.
    /// The lock on its folder goes too: while nothing of it is held here, another Parley may use
    /// it. What this person hosts goes on.
    private void lock() {
        if (!lockable()) {
            return;
        }
        Live opened = live.orElseThrow();
        clearShell();
        live = Optional.empty();
        outside.count(0);
        closing = Leaving.from(opened);
        login(Optional.empty()).lock(closing);
    }

    /// Takes what belongs to the profile off the screen and remembers what it was.
    private void clearShell() {
        ShellViewModel model = shell.orElseThrow();
        before = Optional.of(model.shown());
        notices.ifPresent(Notices::close);
        notices = Optional.empty();
        appearance.unbind();
        zoom.percentProperty().unbind();
        model.windowFocusedProperty().unbind();
        overlay.hide();
        hidePopups();
        model.close();
        shell = Optional.empty();
        shellController = Optional.empty();
    }

    private void hidePopups() {
        List.copyOf(Window.getWindows()).forEach(this::hideIfOurs);
    }

    private void hideIfOurs(Window window) {
        if (window instanceof PopupWindow popup && popup.getOwnerWindow() == stage) {
            popup.hide();
        }
    }

    private int othersOnline() {
        int self = live.isPresent() ? 1 : 0;
        return context.hosting().status() instanceof Hosting.Status.On running
                ? Math.max(0, running.online() - self)
                : 0;
    }

    private void closed() {
        context.memory().remember(Placements.of(stage, listWidth));
        theme.release();
        strips.close();
        notices.ifPresent(Notices::close);
        shell.ifPresent(ShellViewModel::close);
        Optional<Live> open = live.or(() -> login.flatMap(LoginViewModel::unfinished));
        login.ifPresent(LoginViewModel::close);
        idle.ifPresent(IdleLock::close);
        CompletableFuture<Void> last = open.map(opened -> CompletableFuture.allOf(closing, Leaving.from(opened)))
                .orElse(closing);
        last.whenComplete((done, failed) -> context.onQuit().run());
        keys.close();
        work.close();
    }

    /// Brings the window to the front, as a second start of the program does. To be called on the
    /// JavaFX thread.
    public void raise() {
        closer.back();
        stage.setIconified(false);
        stage.toFront();
        stage.requestFocus();
    }

    /// A second start was given an invite: it is offered as if it had been found at the first
    /// one. A profile that is signed in has its relay already. To be called on the JavaFX thread.
    public void offer(String invite) {
        login.ifPresent(model -> model.offer(invite));
    }

    public Stage stage() {
        return stage;
    }

    /// Asks for files and folders in another way than with the system's dialogues, which do not
    /// exist where there is no display.
    void choosing(Chooser other) {
        chooser = other;
    }

    /// The signed-in window's state; empty before.
    Optional<ShellViewModel> shell() {
        return shell;
    }
}
