package app.parley.ui.shell;

import app.parley.client.Message;
import app.parley.protocol.AccountId;
import app.parley.ui.Chooser;
import app.parley.ui.Desktop;
import app.parley.ui.Views;
import app.parley.ui.chat.ExportController;
import app.parley.ui.chat.ExportViewModel;
import app.parley.ui.chat.ForwardController;
import app.parley.ui.contacts.FindController;
import app.parley.ui.contacts.FindViewModel;
import app.parley.ui.link.Link;
import app.parley.ui.link.OpenLinkController;
import app.parley.ui.settings.KitController;
import app.parley.ui.settings.KitViewModel;
import app.parley.ui.settings.ProofController;
import app.parley.ui.settings.ProofViewModel;
import app.parley.ui.settings.ProtectionViewModel;
import app.parley.ui.settings.Purpose;
import app.parley.ui.verify.VerifyController;
import app.parley.ui.verify.VerifyViewModel;
import java.util.List;
import java.util.function.Supplier;

/// What opens above the window, one at a time.
final class Panels {
    private final ShellViewModel model;
    private final ProtectionViewModel protection;
    private final Desktop desktop;
    private final Views views;
    private final Overlay overlay;
    private final Supplier<Chooser> chooser;

    /// @param chooser asks for files and folders
    Panels(ShellViewModel model, ShellController.Sides sides, Views views, Overlay overlay, Supplier<Chooser> chooser) {
        this.model = model;
        this.protection = sides.protection();
        this.desktop = sides.desktop();
        this.views = views;
        this.overlay = overlay;
        this.chooser = chooser;
    }

    /// Every key there is.
    void shortcuts() {
        overlay.show(views.load(new ShortcutsController(views.texts(), overlay::hide)));
    }

    /// Asks before something is done that is not easily undone.
    void ask(String what, Object about, Runnable deed) {
        overlay.show(views.load(new AskController(views.texts(), what, about, deed, overlay::hide)));
    }

    /// To write to somebody who is not in the list.
    void find() {
        FindViewModel finding = new FindViewModel(model.live().client(), model.work(), model.wording(), found -> {
            overlay.hide();
            model.open(found);
        });
        FindController controller = new FindController(finding, overlay::hide);
        overlay.show(views.load(controller));
        controller.focus();
    }

    /// Has the person prove that the profile is theirs, and does what that is for.
    void prove(Purpose purpose) {
        ProofViewModel proof =
                new ProofViewModel(purpose, protection.profile(), model.keys(), model.work(), model.wording(), () -> {
                    protection.did(purpose);
                    if (purpose == Purpose.RECOVERY_KIT) {
                        showKit();
                    } else {
                        overlay.hide();
                    }
                });
        ProofController controller = new ProofController(proof, overlay::hide);
        overlay.show(views.load(controller));
        controller.focus();
    }

    private void showKit() {
        KitViewModel kit = new KitViewModel(
                model.live().client().recoveryKit(), model.live().me(), model.work(), model.wording());
        overlay.show(views.load(new KitController(kit, overlay::hide)));
    }

    /// Compares the safety number.
    void verify(AccountId person) {
        VerifyViewModel comparing =
                new VerifyViewModel(person, model.live(), model.keys(), model.work(), model.wording());
        VerifyController controller = new VerifyController(comparing, chooser.get(), overlay::hide);
        overlay.show(views.load(controller));
        controller.focus();
    }

    /// Asks to whom messages go, sends them there and opens that conversation.
    void forward(List<Message> messages) {
        ForwardController controller = new ForwardController(
                model.live().people().values(),
                model.wording(),
                to -> {
                    overlay.hide();
                    model.forward(messages, to.id());
                },
                overlay::hide);
        overlay.show(views.load(controller));
        controller.focus();
    }

    /// Asks before a page is opened, and shows where it really is.
    void open(Link link) {
        OpenLinkController controller =
                new OpenLinkController(link, desktop, model.work(), views.texts(), overlay::hide);
        overlay.show(views.load(controller));
        controller.focus();
    }

    /// Takes a conversation out.
    void export(AccountId person) {
        ExportViewModel exporting = new ExportViewModel(person, model.live(), model.work(), model.wording());
        overlay.show(views.load(new ExportController(exporting, chooser.get(), overlay::hide)));
    }
}
