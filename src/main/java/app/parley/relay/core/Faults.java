package app.parley.relay.core;

import app.parley.net.ListenException;
import app.parley.relay.RelayException;
import app.parley.relay.RelayException.Why;
import app.parley.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.CompletionException;

/// What faults of the layers below mean to a relay's owner.
final class Faults {
    private Faults() {}

    static RelayException of(ListenException e) {
        Why why = switch (e.why()) {
            case PORT_IN_USE -> Why.PORT_IN_USE;
            case NO_SUCH_ADDRESS -> Why.NO_SUCH_ADDRESS;
            case NOT_PERMITTED -> Why.NOT_PERMITTED;
            case FAILED -> Why.FAILED;
        };
        return new RelayException(why, e);
    }

    static RelayException of(StoreException e) {
        return new RelayException(why(e), e);
    }

    static RelayException of(CompletionException e) {
        return new RelayException(e.getCause() instanceof StoreException cause ? why(cause) : Why.FAILED, e);
    }

    /// Of a file that is read or written.
    static RelayException of(IOException e) {
        String said = String.valueOf(e.getMessage());
        boolean full = said.contains("No space left") || said.contains("not enough space");
        Why why = e instanceof AccessDeniedException ? Why.NOT_PERMITTED : full ? Why.DISK_FULL : Why.FAILED;
        return new RelayException(why, e);
    }

    private static Why why(StoreException e) {
        return switch (e.why()) {
            case FULL -> Why.DISK_FULL;
            case CORRUPT -> Why.CORRUPT;
            // Files are opened without a key: this is what a shared database says of other secrets.
            case WRONG_KEY -> Why.OTHER_IDENTITY;
            case BUSY -> Why.DATA_IN_USE;
            case TOO_NEW -> Why.TOO_NEW;
            case UNREACHABLE -> Why.DATABASE_AWAY;
            case NOT_PERMITTED -> Why.DATABASE_REFUSES;
            case NO_SUCH_DATABASE -> Why.NO_SUCH_DATABASE;
            case UNSAFE -> Why.DATABASE_UNSAFE;
            case FAILED -> Why.FAILED;
        };
    }
}
