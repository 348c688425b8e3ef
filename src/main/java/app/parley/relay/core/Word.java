package app.parley.relay.core;

import app.parley.protocol.AccountId;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.relay.PendingCode;
import app.parley.relay.otp.OtpDesk.Shared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a relay tells the others that share its store. Sealed on the way, never written down.
sealed interface Word {
    int MAX_LIST = 100;

    /// A relay that may have missed something asks to be told everything.
    record Hello() implements Word {}

    /// Every few seconds, so that a relay that died is noticed.
    ///
    /// @param addresses where clients reach it
    record Alive(List<RelayAddress> addresses) implements Word {}

    /// It stops.
    record Bye() implements Word {}

    /// @param hidden whether its presence is shown to nobody
    record Came(AccountId account, boolean hidden) implements Word {}

    /// All that are connected there, or some of them if they are many.
    record Here(List<Came> accounts) implements Word {}

    /// @param at seconds since 1970
    record Left(AccountId account, long at) implements Word {}

    record Hid(AccountId account, boolean hidden) implements Word {}

    /// Its manifest or profile is another.
    record Changed(AccountId account) implements Word {}

    record Gone(AccountId account) implements Word {}

    /// The owner sent it away.
    record Removed(AccountId account) implements Word {}

    /// A frame for the account's connections, wherever they are.
    ///
    /// @param device 0 for all
    record Push(AccountId account, int device, Octets frame) implements Word {}

    /// A code that waits or was used.
    record Code(Shared code) implements Word {}

    /// Something changed that only the owner looks at.
    record Look() implements Word {}

    default byte[] encode() {
        OctetWriter out = new OctetWriter();
        switch (this) {
            case Hello w -> out.u8(1);
            case Alive w -> out.u8(2).list(w.addresses(), RelayAddress::write);
            case Bye w -> out.u8(3);
            case Came w -> write(w, out.u8(4));
            case Here w -> out.u8(5).list(w.accounts(), Word::write);
            case Left w -> out.u8(6).octets(w.account().octets()).u64(w.at());
            case Hid w -> out.u8(7).octets(w.account().octets()).flag(w.hidden());
            case Changed w -> out.u8(8).octets(w.account().octets());
            case Gone w -> out.u8(9).octets(w.account().octets());
            case Removed w -> out.u8(10).octets(w.account().octets());
            case Push w ->
                out.u8(11)
                        .octets(w.account().octets())
                        .u8(w.device())
                        .opaque16(w.frame().toArray());
            case Code w -> write(w.code(), out.u8(12));
            case Look w -> out.u8(13);
        }
        return out.toArray();
    }

    private static void write(Came came, OctetWriter out) {
        out.octets(came.account().octets()).flag(came.hidden());
    }

    private static void write(Shared code, OctetWriter out) {
        code.phone().write(out);
        out.octets(code.accountKeyHash())
                .octets(code.tag())
                .u64(code.left().toNanos())
                .flag(code.note().isPresent());
        code.note().ifPresent(note -> out.text(note.code()).u64(note.expires().toEpochMilli()));
    }

    static Word decode(byte[] bytes) throws MalformedException {
        return OctetReader.whole(bytes, in -> {
            int kind = in.u8();
            return switch (kind) {
                case 1 -> new Hello();
                case 2 -> new Alive(in.list(MAX_LIST, RelayAddress::read));
                case 3 -> new Bye();
                case 4 -> came(in);
                case 5 -> new Here(in.list(MAX_LIST, Word::came));
                case 6 -> new Left(AccountId.read(in), in.u64());
                case 7 -> new Hid(AccountId.read(in), in.flag());
                case 8 -> new Changed(AccountId.read(in));
                case 9 -> new Gone(AccountId.read(in));
                case 10 -> new Removed(AccountId.read(in));
                case 11 -> new Push(AccountId.read(in), in.u8(), Octets.of(in.opaque16(4096)));
                case 12 -> new Code(code(in));
                case 13 -> new Look();
                default -> throw new MalformedException("an unknown word");
            };
        });
    }

    private static Came came(OctetReader in) throws MalformedException {
        return new Came(AccountId.read(in), in.flag());
    }

    private static Shared code(OctetReader in) throws MalformedException {
        PhoneNumber phone = PhoneNumber.read(in);
        Octets keyHash = in.octets(32);
        Octets tag = in.octets(32);
        Duration left = Duration.ofNanos(in.u64());
        Optional<PendingCode> note = in.flag()
                ? Optional.of(new PendingCode(phone, in.text(16), Instant.ofEpochMilli(in.u64())))
                : Optional.empty();
        return new Shared(phone, keyHash, tag, note, left);
    }
}
