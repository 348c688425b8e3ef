package app.parley.app;

import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.protocol.PhoneNumber;
import java.util.Optional;

/// How a command line names a person: by phone number or, for people who do not show theirs, by
/// account.
sealed interface Handle {
    record Phone(PhoneNumber number) implements Handle {
        @Override
        public boolean names(Person person) {
            return person.phone().equals(Optional.of(number));
        }
    }

    record Account(AccountId id) implements Handle {
        @Override
        public boolean names(Person person) {
            return person.id().equals(id);
        }
    }

    boolean names(Person person);

    /// Reads `+12025550100`, or the 64 hexadecimal digits that [#of] writes; empty if it is
    /// neither.
    static Optional<Handle> parse(String typed) {
        if (typed.matches("[0-9a-fA-F]{64}")) {
            return Optional.of(new Account(AccountId.ofHex(typed)));
        }
        return PhoneNumber.parse(typed).map(Phone::new);
    }

    /// What names `person` on a command line.
    static String of(Person person) {
        return person.phone().map(PhoneNumber::e164).orElseGet(() -> person.id().hex());
    }
}
