package app.parley.client.core;

import app.parley.client.Account;
import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Me;
import app.parley.client.SignIn;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.Identities;
import app.parley.client.session.OwnIdentity;
import app.parley.client.sync.RelayLink;
import app.parley.client.sync.Requests;
import app.parley.crypto.Sha256;
import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.protocol.Invite;
import app.parley.protocol.Manifest;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.content.CircleProfile;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Signing up: asking for a code and confirming it, each on a connection of its own (PROTOCOL.md
/// §7).
final class SigningUp implements Account {
    private final Core core;
    private final OwnIdentity own;
    private final Dialer dialer;
    private final InstantSource clock;
    private final Consumer<Me> signedIn;
    private Optional<Request> requested = Optional.empty();

    private record Request(Invite invite, RelayAddress relay, PhoneNumber number, String name) {}

    private interface Conversation {
        SignIn hold(Requests relay, RelayAddress address) throws IOException, ClientException;
    }

    SigningUp(Core core, OwnIdentity own, Dialer dialer, InstantSource clock, Consumer<Me> signedIn) {
        this.core = core;
        this.own = own;
        this.dialer = dialer;
        this.clock = clock;
        this.signedIn = signedIn;
    }

    @Override
    public synchronized SignIn requestCode(Invite invite, PhoneNumber number, String name) {
        String shown = name.strip();
        if (shown.isEmpty() || shown.length() > CircleProfile.MAX_NAME) {
            throw new IllegalArgumentException("a name has 1 to 64 characters");
        }
        Optional<Invite.Personal> personal =
                invite.personal().filter(mine -> mine.phone().equals(number));
        return with(invite, (relay, address) -> {
            Request request = new Request(invite, address, number, shown);
            requested = Optional.of(request);
            if (personal.isPresent()) {
                return confirm(relay, request, personal.get().code());
            }
            Octets keyHash = Octets.of(Sha256.of(own.accountKey().toArray()));
            return answer(
                    relay.ask(tag -> new ClientFrame.RequestCode(tag, number, keyHash, invite.admission())), request);
        });
    }

    @Override
    public synchronized SignIn confirmCode(String code) {
        Request request = requested.orElseThrow(() -> new IllegalStateException("no code was requested"));
        String digits = code.replaceAll("[\\s\\-]", "");
        if (!digits.matches("[0-9]{6,8}")) {
            return new SignIn.Refused(SignIn.Why.WRONG_CODE, Duration.ZERO, 0);
        }
        return with(request.invite(), (relay, address) -> confirm(relay, request, digits));
    }

    private SignIn confirm(Requests relay, Request request, String code) throws IOException, ClientException {
        RelayFrame answer = ask(relay, request, code);
        if (answer instanceof RelayFrame.KnownManifest known) {
            follow(known.manifest());
            answer = ask(relay, request, code);
        }
        return answer(answer, request);
    }

    private RelayFrame ask(Requests relay, Request request, String code) throws IOException {
        Octets manifest = Octets.of(own.manifest().encode());
        byte[] signed = ClientFrame.ConfirmCode.signedPart(
                relay.welcome().nonce(), request.invite().pin().octets(), request.number(), code, manifest);
        Octets signature = Octets.of(own.signAsAccount("confirm", signed));
        return relay.ask(tag -> new ClientFrame.ConfirmCode(
                tag, request.number(), code, request.invite().admission(), manifest, signature));
    }

    /// The account had devices before this one, and the relay knows their list: ours follows it.
    private void follow(Octets encoded) throws IOException, ClientException {
        Manifest last = Identities.checked(encoded)
                .filter(known -> known.accountKey().equals(own.accountKey()))
                .orElseThrow(() -> new IOException("a list of devices that this account did not sign"));
        Manifest next = own.after(last);
        core.call(tx -> {
            new Settings(tx.sql()).put(Name.MANIFEST, next.encode());
            tx.after(() -> own.adopt(next));
            return next;
        });
    }

    private SignIn with(Invite invite, Conversation conversation) {
        Link.Trouble trouble = Link.Trouble.UNREACHABLE;
        for (RelayAddress address : invite.relays()) {
            try (Requests relay = Requests.start(dialer.dial(address, invite.pin()), "sign-up", SigningUp::pushed)) {
                return conversation.hold(relay, address);
            } catch (DialException e) {
                trouble = RelayLink.trouble(e.why());
            } catch (IOException e) {
                trouble = Link.Trouble.CLOSED;
            } catch (ClientException e) {
                return new SignIn.Refused(SignIn.Why.NOT_STORED, Duration.ZERO, 0);
            }
        }
        return new SignIn.Unreachable(trouble);
    }

    private SignIn answer(RelayFrame frame, Request request) throws IOException, ClientException {
        return switch (frame) {
            case RelayFrame.CodeSent sent ->
                new SignIn.CodeSent(
                        sent.digits(),
                        clock.instant().plusSeconds(sent.expiresIn()),
                        sent.triesLeft(),
                        Duration.ofSeconds(sent.resendAfter()));
            // The relay knows this account from now on; the link says that it waits.
            case RelayFrame.Refused refused
            when refused.why() == Refusal.WAITS_FOR_OWNER -> new SignIn.SignedIn(keep(request));
            case RelayFrame.Refused refused ->
                new SignIn.Refused(why(refused.why()), Duration.ofSeconds(refused.retryAfter()), refused.triesLeft());
            case RelayFrame.SignedIn in -> new SignIn.SignedIn(keep(request));
            default -> throw new IOException("an answer to another question");
        };
    }

    private Me keep(Request request) throws ClientException {
        Invite invite = request.invite();
        Me me = new Me(own.account(), request.number(), request.name(), request.relay());
        core.call(tx -> {
            Settings settings = new Settings(tx.sql());
            settings.put(Name.PHONE, request.number().e164());
            settings.put(Name.NAME, request.name());
            settings.put(
                    Name.RELAYS,
                    new OctetWriter().list(invite.relays(), RelayAddress::write).toArray());
            settings.put(Name.PIN, invite.pin().octets().toArray());
            settings.put(Name.ADMISSION, invite.admission().toArray());
            settings.put(Name.CIRCLE_KEY, invite.circleKey().toArray());
            invite.inviter().ifPresent(inviter -> {
                settings.put(Name.INVITER, inviter.accountKey().toArray());
                inviter.secret().ifPresent(secret -> settings.put(Name.INVITE_SECRET, secret.toArray()));
            });
            settings.put(Name.PROFILE_PUBLISHED, 0);
            settings.put(Name.SIGNED_IN, 1);
            tx.emit(new ClientEvent.SignedIn(me));
            tx.after(() -> signedIn.accept(me));
            return me;
        });
        return me;
    }

    private static SignIn.Why why(Refusal refusal) {
        return switch (refusal) {
            case WRONG_CODE -> SignIn.Why.WRONG_CODE;
            case CODE_EXPIRED -> SignIn.Why.CODE_EXPIRED;
            case TOO_MANY_TRIES -> SignIn.Why.TOO_MANY_TRIES;
            case TOO_OFTEN -> SignIn.Why.TOO_OFTEN;
            case NOT_INVITED -> SignIn.Why.NOT_INVITED;
            case NUMBER_HELD -> SignIn.Why.NUMBER_IN_USE;
            case RELAY_FULL, CLOSING -> SignIn.Why.RELAY_FULL;
            case MALFORMED,
                    NOT_SIGNED_IN,
                    UNKNOWN_ACCOUNT,
                    BAD_SIGNATURE,
                    NO_SUCH_MAILBOX,
                    MAILBOX_FULL,
                    NOT_FOUND,
                    NO_KEYS,
                    STALE,
                    WAITS_FOR_OWNER,
                    REMOVED,
                    NOT_ADMITTED,
                    NO_DIRECTORY,
                    NO_SUCH_BLOB,
                    TOO_LARGE -> SignIn.Why.RELAY_TOO_NEW_OR_OLD;
        };
    }

    /// Where the relay is reached, or who came, may be told as soon as we are signed in; the
    /// connections that follow are told the same. Mail never comes here.
    private static void pushed(RelayFrame frame) throws IOException {
        if (frame instanceof RelayFrame.Deliver) {
            throw new IOException("mail on a connection that asked for none");
        }
    }
}
