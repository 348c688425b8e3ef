package app.parley.app;

import app.parley.client.Client;
import app.parley.client.ClientException;
import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley client invite`.
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = "Prints an invite to your circle that carries your key.")
final class InviteCommand implements Callable<Integer> {
    private final ClientCommand client;

    @Option(
            names = "--sign",
            paramLabel = "LINK",
            description = "An invite for one person from the relay's owner. With your key in it, both of you start"
                    + " verified.")
    private Optional<String> bare = Optional.empty();

    InviteCommand(ClientCommand client) {
        this.client = client;
    }

    @Override
    public Integer call() throws Failure {
        Optional<Invite> given = bare.isPresent() ? Optional.of(SignUp.readInvite(bare.get())) : Optional.empty();
        try (Client profile = client.door().open()) {
            String own =
                    profile.invite().orElseThrow(() -> Failure.because(Words.of(ClientException.Why.NOT_SIGNED_IN)));
            String link = given.isPresent() ? signed(profile, given.get()) : own;
            JsonObject line = new JsonObject();
            line.addProperty("invite", link);
            client.report().tell(line, link);
        }
        return Failure.OK;
    }

    private static String signed(Client client, Invite invite) throws Failure {
        try {
            Invite mine = client.vouchFor(invite);
            if (mine.inviter().equals(invite.inviter())) {
                throw Failure.because("This invite is for another relay than yours, so it was not signed.");
            }
            return InviteLink.format(mine);
        } catch (ClientException e) {
            throw Failure.because(Words.of(e.why()));
        }
    }
}
