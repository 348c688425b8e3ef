package app.parley.ui.shell;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Exported;
import app.parley.client.Link;
import app.parley.client.Marks;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Profile;
import app.parley.client.Scan;
import app.parley.protocol.AccountId;
import app.parley.protocol.InviteLink;
import app.parley.ui.Chooser;
import app.parley.ui.Fx;
import app.parley.ui.FxBridge;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.Updates;
import app.parley.ui.Views;
import app.parley.ui.WindowMemory.Placement;
import app.parley.ui.control.Zoom;
import app.parley.ui.emoji.EmojiPickerController;
import app.parley.ui.emoji.EmojiPickerViewModel;
import app.parley.ui.emoji.Recents;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeDesktop;
import app.parley.ui.fake.FakeFaults;
import app.parley.ui.fake.FakeHosting;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.FakeProfiles;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.fake.FakeUpdates;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.link.LinkEvent;
import app.parley.ui.service.Lanes;
import app.parley.ui.settings.ChooseController;
import app.parley.ui.settings.ProfilesViewModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Every view, in the states that people meet it in: for pictures, and for tests that walk all of them.
final class Gallery {
    private Gallery() {}

    private static final Locale HEBREW = Locale.forLanguageTag("he");

    interface Steps {
        void run(Scene scene) throws Exception;
    }

    /// A picture to take.
    record Shot(String name, double width, double height, int zoom, Locale locale, Steps steps) {
        Shot(String name, Steps steps) {
            this(name, 1000, 700, 100, Locale.UK, steps);
        }

        Shot small() {
            return new Shot(name, 640, 640, zoom, locale, steps);
        }

        Shot narrow() {
            return new Shot(name + "-narrow", 420, 720, zoom, locale, steps);
        }

        Shot zoomed() {
            return new Shot(name + "-200", 1000, 1000, 200, locale, steps);
        }

        Shot mirrored() {
            return new Shot(name + "-rtl", width, height, zoom, HEBREW, steps);
        }
    }

    /// One window with fakes behind it.
    static final class Scene {
        FakeClient client = Samples.busy();
        final FakeHosting hosting = new FakeHosting();
        final FakeFaults faults = new FakeFaults();
        final FakeUpdates updates = new FakeUpdates();
        Profile.Protection protection = Profile.Protection.UNPROTECTED;
        Optional<ClientException.Why> broken = Optional.empty();
        Optional<String> invite = Optional.empty();
        boolean keyStore;
        Duration pause = Duration.ZERO;
        double listWidth = 310;
        private final Shot shot;
        private final Appearance appearance;
        private final double pace;
        private ParleyWindow window;

        /// @param pace how much of the time it takes views to settle is waited
        Scene(Shot shot, Appearance appearance, double pace) {
            this.shot = shot;
            this.appearance = appearance;
            this.pace = pace;
        }

        void show() throws Exception {
            FakeProfile profile = new FakeProfile(client, protection);
            profile.broken = broken;
            profile.keyStore = keyStore;
            profile.pause = pause;
            FakeSettings settings = new FakeSettings(appearance, shot.zoom());
            settings.placement = Optional.of(new Placement(0, 0, shot.width(), shot.height(), false, listWidth));
            UiContext context = new UiContext(
                    profile,
                    hosting,
                    settings,
                    settings,
                    new FakeDesktop(),
                    faults,
                    new FakeProfiles(),
                    updates,
                    Samples.CLOCK,
                    Samples.ZONE,
                    shot.locale(),
                    invite,
                    () -> {});
            window = Fx.on(() -> ParleyWindow.show(context, new Stage()));
            settle(500);
        }

        ShellViewModel shell() {
            return window.shell().orElseThrow();
        }

        void press(String selector) throws Exception {
            Fx.on(() -> {
                ((ButtonBase) node(selector)).fire();
                return true;
            });
            settle(500);
        }

        void type(String selector, String text) throws Exception {
            Fx.on(() -> {
                ((TextInputControl) node(selector)).setText(text);
                return true;
            });
            settle(100);
        }

        private Node node(String selector) {
            return window.stage().getScene().getRoot().lookupAll(selector).stream()
                    .filter(Node::isVisible)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(selector));
        }

        void onFx(Runnable work) throws Exception {
            Fx.on(() -> {
                work.run();
                return true;
            });
            settle(600);
        }

        /// Brings the mouse to a message, counted from below.
        void hover(int fromBelow) throws Exception {
            onFx(() -> {
                List<Node> bubbles = root().lookupAll(".bubble").stream()
                        .sorted(Comparator.comparingDouble(node -> -middle(node).getY()))
                        .toList();
                Node over = bubbles.get(Math.min(fromBelow, bubbles.size() - 1));
                Point2D at = middle(over);
                over.fireEvent(new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
            });
        }

        /// A button of the bar that is at a message.
        void pressInBar(int place) throws Exception {
            onFx(() -> ((ButtonBase) node(".hover-bar").lookupAll(".button").stream()
                            .skip(place)
                            .findFirst()
                            .orElseThrow())
                    .fire());
        }

        private static Point2D middle(Node node) {
            Bounds all = node.localToScene(node.getLayoutBounds());
            return new Point2D(all.getCenterX(), all.getCenterY());
        }

        Texts texts() {
            return new Texts(shot.locale());
        }

        /// A view that is in no window of its own, above the window.
        void alone(Object controller) throws Exception {
            show();
            onFx(() -> {
                Parent view = new Views(texts()).load(controller);
                StackPane place = new StackPane(view);
                place.setNodeOrientation(texts().orientation());
                view.prefWidth(-1);
                ((Region) view).setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
                ((Pane) ((Zoom) root()).content()).getChildren().add(place);
            });
        }

        /// Asks about a link, as a click on it does.
        void link(String typed) throws Exception {
            onFx(() -> node(".shell")
                    .fireEvent(new LinkEvent(app.parley.ui.link.Link.of(typed).orElseThrow())));
        }

        Parent root() {
            return window.stage().getScene().getRoot();
        }

        WritableImage picture() throws Exception {
            settle(400);
            return Fx.on(() -> {
                WritableImage whole = window.stage().getScene().snapshot(null);
                List.copyOf(Window.getWindows()).stream()
                        .filter(PopupWindow.class::isInstance)
                        .forEach(popup -> lay(popup, whole));
                return whole;
            });
        }

        /// A menu or a card is a window of its own and not in the picture of this one.
        private void lay(Window popup, WritableImage whole) {
            Stage stage = window.stage();
            // Without a fill of its own a picture of it is white all around.
            popup.getScene().setFill(Color.TRANSPARENT);
            WritableImage part = popup.getScene().snapshot(null);
            int left = (int) (popup.getX() - stage.getX() - stage.getScene().getX());
            int top = (int) (popup.getY() - stage.getY() - stage.getScene().getY());
            for (int x = Math.max(0, -left); x < part.getWidth() && left + x < whole.getWidth(); x++) {
                for (int y = Math.max(0, -top); y < part.getHeight() && top + y < whole.getHeight(); y++) {
                    Color over = part.getPixelReader().getColor(x, y);
                    Color under = whole.getPixelReader().getColor(left + x, top + y);
                    Color solid = Color.color(over.getRed(), over.getGreen(), over.getBlue());
                    whole.getPixelWriter().setColor(left + x, top + y, under.interpolate(solid, over.getOpacity()));
                }
            }
        }

        void close() throws Exception {
            Fx.on(() -> {
                window.stage().close();
                return true;
            });
        }

        void settle(int millis) throws Exception {
            Fx.settle((int) Math.ceil(millis * pace));
        }
    }

    static List<Shot> shots() {
        List<Shot> shots = new ArrayList<>();
        Shot welcome = new Shot("01-welcome", scene -> {
            scene.protection = Profile.Protection.NO_PROFILE;
            scene.client = new FakeClient(Samples.CLOCK);
            scene.show();
        });
        shots.add(welcome);
        shots.add(welcome.zoomed());
        shots.add(welcome.narrow());
        shots.add(new Shot("02-welcome-invite", scene -> {
            scene.protection = Profile.Protection.NO_PROFILE;
            scene.invite = Optional.of(InviteLink.format(Samples.INVITE));
            scene.show();
        }));
        Shot protect = new Shot("03-protect", scene -> {
            fresh(scene);
            scene.press(".choice");
            scene.type("#passphrase", "correct horse");
        });
        shots.add(protect);
        shots.add(protect.zoomed());
        shots.add(new Shot("04-protect-nothing", scene -> {
            fresh(scene);
            scene.press(".choice");
            scene.press("#unprotected");
        }));
        Shot details = new Shot("05-details", scene -> {
            toDetails(scene);
            scene.type("#link", InviteLink.format(Samples.INVITE));
            scene.type("#name", "Ada Berger");
            scene.type("#number", "+1 202 555 0100");
        });
        shots.add(details);
        shots.add(details.mirrored());
        shots.add(new Shot("06-details-wrong", scene -> {
            toDetails(scene);
            scene.type("#link", InviteLink.format(Samples.INVITE).replace("A", "B"));
            scene.type("#number", "202 555 0100 0");
        }));
        Shot code = new Shot("07-code", Gallery::toCode);
        shots.add(code);
        shots.add(new Shot("08-code-wrong", scene -> {
            toCode(scene);
            scene.type(".code-box", "1");
            scene.onFx(() -> ((app.parley.ui.control.CodeField) scene.node(".code-field")).setCode("111111"));
        }));
        shots.add(new Shot("09-unlock", scene -> {
            scene.protection = Profile.Protection.PASSPHRASE;
            scene.show();
            scene.type("#passphrase", "wrong");
            scene.press("#open");
        }));
        shots.add(new Shot("09-unlock-pause", scene -> {
            scene.protection = Profile.Protection.PASSPHRASE;
            scene.pause = Duration.ofSeconds(8);
            scene.show();
        }));
        shots.add(new Shot("12-recover", scene -> {
            fresh(scene);
            scene.onFx(() -> ((ButtonBase) scene.node(".hyperlink")).fire());
            scene.type("#words", "abandon ability about above absent absorb abstrakt ");
        }));
        shots.add(new Shot("13-protect-key-store", scene -> {
            fresh(scene);
            scene.press(".choice");
            scene.press("#byKeyStore");
        }));
        shots.add(new Shot("10-in-use", scene -> {
            scene.broken = Optional.of(ClientException.Why.PROFILE_IN_USE);
            scene.show();
        }));
        shots.add(new Shot("11-corrupt", scene -> {
            scene.broken = Optional.of(ClientException.Why.PROFILE_CORRUPT);
            scene.show();
        }));
        Shot empty = new Shot("20-list", scene -> scene.show());
        shots.add(empty);
        shots.add(new Shot("21-empty", scene -> {
            scene.client = Samples.alone();
            scene.show();
        }));
        Shot chat = new Shot("22-chat", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        });
        shots.add(chat);
        shots.add(chat.zoomed());
        shots.add(chat.narrow());
        shots.add(chat.mirrored());
        Shot hebrew = new Shot("23-chat-hebrew", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.LAYLA));
            scene.onFx(() -> scene.shell().open(Samples.GRANDMA));
            scene.type("#composer", "שבת שלום סבתא! אני אתקשר אחרי הצהריים.");
        });
        shots.add(hebrew);
        shots.add(hebrew.mirrored());
        Shot arabic = new Shot("24-chat-arabic", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.LAYLA));
        });
        shots.add(arabic);
        shots.add(new Shot("25-chat-stuck", scene -> {
            scene.client.setLink(new Link.Lost(Link.Trouble.UNREACHABLE, Samples.NOW.plusSeconds(12)));
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.MIRIAM));
        }));
        shots.add(new Shot("26-chat-blocked", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.DANIEL));
        }));
        shots.add(new Shot("26b-chat-conflict", scene -> {
            scene.client.put(Samples.with(scene.client.people.get(Samples.TOM), Person.Trust.CONFLICTING_DEVICES));
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
        }));
        shots.add(new Shot("22b-chat-lively", scene -> {
            scene.client = Samples.lively();
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        }));
        shots.add(new Shot("20b-kept", scene -> {
            keep(scene.client);
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        }));
        shots.add(new Shot("20c-small-list", scene -> {
            keep(scene.client);
            scene.listWidth = TwoPanes.LIST_FACES;
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        }));
        Shot aside = new Shot("22e-chat-details", scene -> {
            scene.show();
            scene.onFx(() -> {
                scene.shell().open(Samples.NOA);
                scene.shell().turnDetails();
            });
        });
        shots.add(aside);
        shots.add(aside.narrow());
        shots.add(new Shot("22d-chat-selection", scene -> {
            scene.client = Samples.lively();
            scene.show();
            scene.onFx(() -> {
                scene.shell().open(Samples.NOA);
                List.copyOf(scene.client.messages.get(Samples.NOA).values()).stream()
                        .filter(Message::mine)
                        .filter(message -> message.said().isPresent())
                        .skip(4)
                        .forEach(message -> scene.shell()
                                .currentProperty()
                                .get()
                                .orElseThrow()
                                .getSelection()
                                .turn(message));
            });
        }));
        shots.add(new Shot("26d-chat-request", scene -> {
            keep(scene.client);
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
        }));
        shots.add(new Shot("26e-chat-unwanted", scene -> {
            scene.client.chats().block(Samples.JULES, true);
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.JULES));
        }));
        shots.add(new Shot("26c-chat-off-record", scene -> {
            scene.client.put(Samples.offTheRecord(scene.client.people.get(Samples.NOA), true));
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        }));
        shots.add(new Shot("27-chat-key-notice", scene -> {
            scene.client.setLink(new Link.Stopped(Link.Trouble.WRONG_KEY));
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.JULES));
        }));
        shots.add(new Shot("28-chat-new", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.PRIYA));
        }));
        shots.add(new Shot("29-chat-long", scene -> {
            longTalk(scene.client);
            scene.hosting.set(FakeHosting.on(6, 3, 12));
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
            scene.type(
                    "#composer",
                    "A first line\nand a second one\nand a third, which is so long that it has to wrap somewhere near the end of the field\nfour");
        }));
        Shot people = new Shot("30-people", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.PEOPLE));
        });
        shots.add(people);
        shots.add(new Shot("31-search", scene -> {
            scene.show();
            scene.type("#search", "mi");
        }));
        Shot messages = new Shot("31b-search-messages", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
            scene.type("#search", "d");
            scene.onFx(() -> scene.node("#search").requestFocus());
        });
        shots.add(messages);
        // Where there is room for one pane only, whoever searches has the list in front.
        shots.add(new Shot("31b-search-messages", scene -> {
                    scene.show();
                    scene.type("#search", "d");
                    scene.onFx(() -> scene.node("#search").requestFocus());
                })
                .zoomed());
        shots.add(new Shot("31c-search-nothing", scene -> {
            scene.show();
            scene.type("#search", "quicksilver");
        }));
        Shot found = new Shot("31d-search-chat", scene -> {
            longTalk(scene.client);
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
            scene.onFx(() -> scene.shell()
                    .currentProperty()
                    .get()
                    .orElseThrow()
                    .getSearch()
                    .open());
            scene.type("#words", "line 3 from");
        });
        shots.add(found);
        shots.add(found.narrow());
        shots.add(new Shot("31e-search-hebrew", scene -> {
                    scene.show();
                    scene.onFx(() -> scene.shell().open(Samples.GRANDMA));
                    scene.type("#search", "סוודר");
                    scene.onFx(() -> scene.shell().contacts().openFirst());
                })
                .mirrored());
        shots.add(new Shot("32-find", scene -> {
            scene.show();
            scene.press(".contacts .icon-button");
            scene.type("#number", "+1 202 555 0177");
            scene.press("#find");
        }));
        Shot verify = new Shot("33-verify", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
            scene.press(".chat-header .icon-button");
        });
        shots.add(verify);
        shots.add(new Shot("34-verified", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
            scene.press(".chat-header .icon-button");
        }));
        shots.add(new Shot("35-verify-same", scene -> scan(scene, Scan.of(Scan.Verdict.SAME))));
        Shot differs = new Shot("36-verify-differs", scene -> scan(scene, Scan.of(Scan.Verdict.DIFFERS)));
        shots.add(differs);
        shots.add(differs.mirrored());
        shots.add(new Shot(
                "37-verify-other",
                scene -> scan(
                        scene,
                        new Scan(
                                Scan.Verdict.OTHER_CONVERSATION,
                                Optional.of(scene.client.people.get(Samples.MIRIAM))))));
        Shot noCode = new Shot("38-verify-no-code", scene -> scan(scene, Scan.of(Scan.Verdict.NO_CODE)));
        shots.add(noCode);
        shots.add(noCode.zoomed());
        Shot export = new Shot("39-export", scene -> export(scene, Optional.empty()));
        shots.add(export);
        shots.add(export.zoomed());
        shots.add(new Shot(
                "39b-export-done",
                scene -> export(
                        scene,
                        Optional.of(new Exported.Written(
                                Path.of("/home/ada/Documents/Parley Noa Levi 2026-11-19"), 13, 12, 0)))));
        Shot settings = new Shot("40-settings", 1000, 940, 100, Locale.UK, scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
        });
        shots.add(settings);
        shots.add(settings.zoomed());
        Shot protection = new Shot("45-protection", 1000, 940, 100, Locale.UK, scene -> {
            scene.keyStore = true;
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
            scene.onFx(() -> ((javafx.scene.control.ScrollPane) scene.node(".page")).setVvalue(0.75));
        });
        shots.add(protection);
        shots.add(protection.narrow());
        Shot passphrase = new Shot("46-passphrase", scene -> {
            toUnlocked(scene);
            scene.press("#passphrase");
            scene.type("#fresh", "correct horse");
        });
        shots.add(passphrase);
        shots.add(passphrase.narrow());
        Shot kit = new Shot("47-kit", 1000, 800, 100, Locale.UK, scene -> {
            toUnlocked(scene);
            scene.press("#kit");
            scene.type("#current", FakeProfile.PASSPHRASE);
            scene.press("#go");
        });
        shots.add(kit);
        shots.add(kit.narrow());
        shots.add(new Shot("48-locked", scene -> {
            toUnlocked(scene);
            scene.hosting.set(FakeHosting.on(6, 3, 12));
            scene.press("#lockNow");
            scene.settle(800);
        }));
        Shot hosting = new Shot("41-hosting", 1000, 1000, 100, Locale.UK, scene -> {
            scene.hosting.set(FakeHosting.on(6, 3, 12));
            scene.hosting.codeFor(Samples.phone(61), "428913", Samples.NOW.plus(Duration.ofSeconds(524)));
            scene.hosting.codeFor(Samples.phone(77), "907544", Samples.NOW.plus(Duration.ofSeconds(41)));
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.HOSTING));
        });
        shots.add(hosting);
        shots.add(new Shot("41f-hosting-full", scene -> {
            scene.hosting.set(FakeHosting.full(6, 3, 4812));
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.HOSTING));
        }));
        shots.add(new Shot("42-hosting-failed", scene -> {
            scene.hosting.set(new Hosting.Status.Failed(Hosting.Reason.PORT_IN_USE, 4747));
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.HOSTING));
        }));
        shots.add(new Shot("43-shortcuts", scene -> {
            scene.show();
            scene.onFx(() -> javafx.event.Event.fireEvent(
                    scene.node(".shell"),
                    new javafx.scene.input.KeyEvent(
                            javafx.scene.input.KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            javafx.scene.input.KeyCode.SLASH,
                            false,
                            true,
                            false,
                            false)));
        }));
        shots.add(new Shot("44-quit", scene -> {
            scene.hosting.set(FakeHosting.on(6, 3, 12));
            scene.show();
            scene.onFx(() -> scene.window
                    .stage()
                    .fireEvent(new javafx.stage.WindowEvent(
                            scene.window.stage(), javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST)));
        }));
        shots.addAll(states());
        return everyWay(shots);
    }

    /// What else a view can be: empty, at work, very full.
    private static List<Shot> states() {
        List<Shot> shots = new ArrayList<>();
        shots.add(new Shot("50-full-list", scene -> {
            crowd(scene.client);
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.NOA));
        }));
        shots.add(new Shot("51-full-people", scene -> {
            crowd(scene.client);
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.PEOPLE));
        }));
        shots.add(new Shot("52-people-alone", scene -> {
            scene.client = Samples.alone();
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.PEOPLE));
        }));
        shots.add(new Shot("53-search-nothing", scene -> {
            scene.show();
            scene.type("#search", "xyzzy");
        }));
        shots.add(new Shot("54-connecting", scene -> {
            scene.client.setLink(new Link.Connecting());
            scene.show();
        }));
        shots.add(new Shot("55-failure", scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().open(Samples.TOM));
            scene.client.refuseNext = Optional.of(ClientException.Why.DISK_FULL);
            scene.type("#composer", "This does not fit on the disk");
            scene.press("#send");
        }));
        shots.add(new Shot("56-disk-warning", scene -> {
            scene.show();
            scene.client.publish(new ClientEvent.StorageTrouble(ClientException.Why.DISK_FULL));
            Fx.settle(200);
        }));
        shots.add(new Shot(
                "57-emoji-picker",
                scene -> scene.alone(new EmojiPickerController(
                        new EmojiPickerViewModel(new Recents(new FakeSettings(Appearance.LIGHT, 100))),
                        scene.texts(),
                        emoji -> {}))));
        popups(shots);
        keeping(shots);
        shots.add(new Shot("58-link", scene -> {
            scene.show();
            scene.link("https://example.org/spanakopita?with=dill");
        }));
        shots.add(new Shot("59-link-disguised", scene -> {
            scene.show();
            scene.link("https://раypal.com/login");
        }));
        shots.add(new Shot("60-stay", scene -> {
            scene.show();
            scene.onFx(() -> scene.window
                    .stage()
                    .fireEvent(new javafx.stage.WindowEvent(
                            scene.window.stage(), javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST)));
        }));
        shots.add(new Shot("61-announcing", 1000, 940, 100, Locale.UK, scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
            scene.onFx(() -> ((javafx.scene.control.ScrollPane) scene.node(".page")).setVvalue(0.72));
        }));
        return shots;
    }

    /// Faults of our own, and several profiles.
    private static void keeping(List<Shot> shots) {
        shots.add(new Shot("66-fault", scene -> {
            talk(scene);
            scene.faults.happen();
            scene.settle(300);
        }));
        shots.add(new Shot("67-fault-report", scene -> {
            talk(scene);
            scene.faults.happen();
            scene.settle(300);
            scene.press("#show");
        }));
        shots.add(new Shot("68-profiles", 1000, 940, 100, Locale.UK, scene -> {
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
            scene.onFx(() -> ((javafx.scene.control.ScrollPane) scene.node(".page")).setVvalue(1));
        }));
        shots.add(new Shot("70-update", scene -> {
            talk(scene);
            scene.updates.appear();
            scene.settle(300);
        }));
        shots.add(new Shot("71-update-news", scene -> {
            talk(scene);
            scene.updates.appear();
            scene.settle(300);
            scene.press("#showNews");
        }));
        shots.add(new Shot("72-update-refused", 1000, 940, 100, Locale.UK, scene -> {
            scene.updates.choose(true, "https://parley.example.org/updates");
            scene.updates.answer = Updates.Outcome.FOREIGN_KEY;
            scene.updates.ask();
            scene.show();
            scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
            scene.onFx(() -> ((javafx.scene.control.ScrollPane) scene.node(".page")).setVvalue(1));
        }));
        shots.add(new Shot("69-choose-profile", scene -> {
            fresh(scene);
            Lanes work = new Lanes(FxBridge.executor());
            ProfilesViewModel model = new ProfilesViewModel(new FakeProfiles("Anna", "Work"), work, scene.texts());
            scene.onFx(() -> {
                StackPane place = new StackPane(
                        new Views(scene.texts()).load(new ChooseController(model, scene.texts(), name -> {})));
                place.getStyleClass().add("login-place");
                ((Pane) ((Zoom) scene.root()).content()).getChildren().add(place);
            });
        }));
    }

    private static void popups(List<Shot> shots) {
        shots.add(new Shot("62-chat-menu", scene -> {
            talk(scene);
            scene.onFx(() -> ((MenuButton) scene.node(".chat-header .menu-button")).show());
        }));
        shots.add(new Shot("63-message-menu", scene -> {
            scene.client = Samples.lively();
            talk(scene);
            scene.hover(3);
            scene.pressInBar(2);
        }));
        shots.add(new Shot("63b-hover-bar", scene -> {
            scene.client = Samples.lively();
            talk(scene);
            scene.hover(3);
        }));
        shots.add(new Shot("63c-hover-react", scene -> {
            scene.client = Samples.lively();
            talk(scene);
            scene.hover(2);
            scene.pressInBar(1);
        }));
        shots.add(new Shot("64-picker", scene -> {
            talk(scene);
            scene.press("#emojiButton");
        }));
        shots.add(new Shot("65-completion", scene -> {
            talk(scene);
            scene.onFx(() -> {
                TextInputControl composer = (TextInputControl) scene.node("#composer");
                composer.requestFocus();
                composer.appendText("with :chee");
            });
        }));
    }

    private static void talk(Scene scene) throws Exception {
        scene.show();
        scene.onFx(() -> scene.shell().open(Samples.NOA));
    }

    /// Each also twice as large, mirrored, and both.
    private static List<Shot> everyWay(List<Shot> shots) {
        Map<String, Shot> all = new LinkedHashMap<>();
        shots.forEach(shot -> all.putIfAbsent(shot.name(), shot));
        for (Shot shot : shots) {
            if (shot.zoom() == 100
                    && shot.locale().equals(Locale.UK)
                    && !shot.name().endsWith("-narrow")) {
                all.putIfAbsent(shot.name() + "-200", shot.zoomed());
                all.putIfAbsent(shot.name() + "-rtl", shot.mirrored());
                if (shot.name().matches("(20-list|22-chat|22b|6[2-7]).*")) {
                    all.putIfAbsent(shot.name() + "-200-rtl", shot.zoomed().mirrored());
                }
            }
        }
        String only = System.getProperty("shots", "");
        return all.values().stream()
                .filter(shot -> shot.name().matches(only + ".*"))
                .toList();
    }

    /// A profile that was used for years.
    private static void crowd(FakeClient client) {
        for (int i = 0; i < 200; i++) {
            AccountId id = new AccountId(Samples.octets(AccountId.LENGTH, 100 + i % 100 + (i < 100 ? 0 : 27)));
            boolean odd = i % 7 == 0;
            client.put(Samples.person(
                    id,
                    i % 90 + 10,
                    odd ? "Maximiliane-Konstanze von und zu Hohenlohe-Schillingsfürst " + i : "Person " + i,
                    i % 3 == 0,
                    i % 4 == 0 ? Person.Trust.VERIFIED : Person.Trust.FIRST_SEEN));
            client.seed(
                    id,
                    Samples.NOW.minus(Duration.ofHours(i)),
                    false,
                    new Message.Received("Message " + i + ", and it goes on and on and on", true, true, i % 5 != 0));
        }
    }

    private static void toUnlocked(Scene scene) throws Exception {
        scene.protection = Profile.Protection.PASSPHRASE;
        scene.show();
        scene.type("#passphrase", FakeProfile.PASSPHRASE);
        scene.press("#open");
        scene.onFx(() -> scene.shell().pageProperty().set(ShellViewModel.Page.SETTINGS));
    }

    /// The safety number with Tom, after a picture was pasted.
    private static void scan(Scene scene, Scan answer) throws Exception {
        scene.client.nextScan = answer;
        scene.show();
        scene.onFx(() -> scene.shell().open(Samples.TOM));
        scene.press(".chat-header .icon-button");
        Fx.on(() -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.IMAGE, new WritableImage(4, 4))));
        scene.press("#paste");
    }

    private static Chooser answering(Path path) {
        return new Chooser() {
            @Override
            public Optional<Path> picture(String title) {
                return Optional.of(path);
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.of(path);
            }
        };
    }

    /// The panel that exports the conversation with Noa, and what came of it.
    private static void export(Scene scene, Optional<Exported> answer) throws Exception {
        scene.client.nextExport = answer;
        scene.show();
        scene.onFx(() -> scene.shell().open(Samples.NOA));
        scene.onFx(() -> scene.window.choosing(answering(Path.of("/home/ada/Documents"))));
        scene.onFx(() -> ((MenuButton) scene.node(".chat-header .menu-button"))
                .getItems()
                .getLast()
                .fire());
        if (answer.isPresent()) {
            scene.press(".export .accent");
        }
    }

    private static void fresh(Scene scene) throws Exception {
        scene.protection = Profile.Protection.NO_PROFILE;
        scene.client = new FakeClient(Samples.CLOCK);
        scene.client.host = Optional.of(scene.hosting);
        scene.keyStore = true;
        scene.show();
    }

    private static void toDetails(Scene scene) throws Exception {
        fresh(scene);
        scene.onFx(() -> scene.node(".login-card"));
        Fx.on(() -> {
            scene.window.stage().getScene().getRoot().lookupAll(".choice").stream()
                    .skip(1)
                    .map(ButtonBase.class::cast)
                    .forEach(ButtonBase::fire);
            return true;
        });
        scene.settle(300);
        scene.press("#unprotected");
        scene.press("#goOn");
    }

    private static void toCode(Scene scene) throws Exception {
        toDetails(scene);
        scene.type("#link", InviteLink.format(Samples.INVITE));
        scene.type("#name", "Ada Berger");
        scene.type("#number", "+1 202 555 0100");
        scene.press("#goOn");
    }

    /// Pinned, muted, marked, archived, and somebody who asks to be heard.
    private static void keep(FakeClient client) {
        client.put(Samples.standing(client.people.get(Samples.TOM), Person.Standing.REQUEST));
        client.chats().mark(Samples.GRANDMA, marks -> marks.pinned(true));
        client.chats().mark(Samples.LAYLA, marks -> marks.mutedUntil(Marks.FOREVER));
        client.chats().mark(Samples.DANIEL, marks -> marks.unread(true));
        client.chats().mark(Samples.JULES, marks -> marks.archived(true));
    }

    private static void longTalk(FakeClient client) {
        for (int i = 0; i < 400; i++) {
            Message.Body body = i % 5 < 2
                    ? new Message.Sent("Line " + i + " from here", new Delivery.Read(Samples.NOW))
                    : new Message.Received(
                            "Line " + i + " from there, a little longer than the other", true, true, true);
            client.seed(Samples.TOM, Samples.NOW.minus(Duration.ofMinutes(400 - i)), false, body);
        }
    }
}
