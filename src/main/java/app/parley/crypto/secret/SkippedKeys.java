package app.parley.crypto.secret;

import app.parley.crypto.CryptoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Message keys of messages that were overtaken. Bounded: 4000 keys, of the last 10 receiving
/// chains; the oldest go first. They die by ratchet events, never by the clock (PROTOCOL.md §4).
///
/// Immutable; every change gives a new one with its own copies, and [#wipe()] ends the old.
final class SkippedKeys {
    /// Most keys of one step.
    static final int MAX_STEP = 2000;
    /// Most keys altogether.
    static final int MAX_STORED = 4000;
    /// Receiving chains, counted with the current one, whose keys are kept.
    static final int MAX_CHAINS = 10;

    static final SkippedKeys NONE = new SkippedKeys(List.of());

    /// The keys of one receiving chain.
    ///
    /// @param number the chain's number
    /// @param headerKey its header key
    /// @param numbers message numbers, rising
    /// @param keys the message keys one after the other, 32 bytes each
    record Chain(int number, byte[] headerKey, int[] numbers, byte[] keys) {
        Chain copy() {
            return new Chain(number, headerKey.clone(), numbers, keys.clone());
        }

        Chain withoutOldest(int count) {
            return new Chain(
                    number,
                    headerKey.clone(),
                    Arrays.copyOfRange(numbers, count, numbers.length),
                    Arrays.copyOfRange(keys, count * 32, keys.length));
        }

        Chain without(int index) {
            int[] left = new int[numbers.length - 1];
            System.arraycopy(numbers, 0, left, 0, index);
            System.arraycopy(numbers, index + 1, left, index, left.length - index);
            byte[] leftKeys = new byte[left.length * 32];
            System.arraycopy(keys, 0, leftKeys, 0, index * 32);
            System.arraycopy(keys, (index + 1) * 32, leftKeys, index * 32, leftKeys.length - index * 32);
            return new Chain(number, headerKey.clone(), left, leftKeys);
        }

        Chain joined(Chain later) {
            int[] allNumbers = Arrays.copyOf(numbers, numbers.length + later.numbers.length);
            System.arraycopy(later.numbers, 0, allNumbers, numbers.length, later.numbers.length);
            byte[] allKeys = Arrays.copyOf(keys, keys.length + later.keys.length);
            System.arraycopy(later.keys, 0, allKeys, keys.length, later.keys.length);
            return new Chain(number, headerKey.clone(), allNumbers, allKeys);
        }

        @Override
        public String toString() {
            return "Chain[…]";
        }
    }

    /// A key taken out.
    ///
    /// @param mk the message key, 32 bytes
    /// @param left what remains
    record Taken(byte[] mk, SkippedKeys left) {
        @Override
        public String toString() {
            return "Taken[…]";
        }
    }

    private final List<Chain> chains;

    private SkippedKeys(List<Chain> chains) {
        this.chains = List.copyOf(chains);
    }

    static SkippedKeys of(List<Chain> chains) {
        return chains.isEmpty() ? NONE : new SkippedKeys(chains);
    }

    /// By age, oldest first; none is empty.
    List<Chain> chains() {
        return chains;
    }

    int size() {
        return chains.stream().mapToInt(chain -> chain.numbers.length).sum();
    }

    /// The key of message `n` of a chain; empty if it was never skipped or is used already (a
    /// replay).
    Optional<Taken> take(int chainNumber, int n) {
        List<Chain> left = new ArrayList<>(chains.size());
        byte[] mk = {};
        for (Chain chain : chains) {
            int index = chain.number == chainNumber ? Arrays.binarySearch(chain.numbers, n) : -1;
            if (index < 0) {
                left.add(chain.copy());
                continue;
            }
            mk = Arrays.copyOfRange(chain.keys, index * 32, (index + 1) * 32);
            if (chain.numbers.length > 1) {
                left.add(chain.without(index));
            }
        }
        return mk.length == 0 ? Optional.empty() : Optional.of(new Taken(mk, of(left)));
    }

    /// What deriving a chain up to a message gave.
    ///
    /// @param chain the chain, moved on
    /// @param skipped all skipped keys including the new ones
    record Advanced(ReceivingChain chain, SkippedKeys skipped) {}

    /// Moves a receiving chain on to message `until`, keeping the keys of the messages between.
    ///
    /// @throws CryptoException if `until` lies behind or more than 2000 messages ahead; checked
    ///     before any work
    Advanced advance(ReceivingChain chain, int until) throws CryptoException {
        int count = until - chain.n();
        CryptoException.require(count >= 0 && count <= MAX_STEP);
        if (count == 0) {
            return new Advanced(chain.copy(), copy());
        }
        int[] numbers = new int[count];
        byte[] keys = new byte[count * 32];
        byte[] chainKey = chain.chainKey().clone();
        for (int i = 0; i < count; i++) {
            numbers[i] = chain.n() + i;
            byte[] mk = RatchetKeys.messageKey(chainKey);
            System.arraycopy(mk, 0, keys, i * 32, 32);
            byte[] next = RatchetKeys.nextChain(chainKey);
            Secrets.wipe(mk, chainKey);
            chainKey = next;
        }
        Chain made = new Chain(chain.number(), chain.headerKey().clone(), numbers, keys);
        ReceivingChain moved =
                new ReceivingChain(chain.number(), chainKey, chain.headerKey().clone(), until);
        return new Advanced(moved, with(made));
    }

    private SkippedKeys with(Chain made) {
        List<Chain> all = new ArrayList<>();
        for (Chain chain : chains) {
            all.add(chain.copy());
        }
        if (!all.isEmpty() && all.getLast().number == made.number) {
            Chain joined = all.removeLast().joined(made);
            all.add(joined);
        } else {
            all.add(made);
        }
        int tooMany = all.stream().mapToInt(chain -> chain.numbers.length).sum() - MAX_STORED;
        while (tooMany > 0) {
            Chain oldest = all.removeFirst();
            int drop = Math.min(tooMany, oldest.numbers.length);
            if (drop < oldest.numbers.length) {
                all.addFirst(oldest.withoutOldest(drop));
            }
            tooMany -= drop;
        }
        return of(all);
    }

    /// Without the keys of chains that are too old, once receiving chain `current` has begun.
    SkippedKeys aged(int current) {
        return of(chains.stream()
                .filter(chain -> chain.number > current - MAX_CHAINS)
                .map(Chain::copy)
                .toList());
    }

    SkippedKeys copy() {
        // Nearly always: a stream over nothing would cost more than a hash.
        return chains.isEmpty() ? NONE : of(chains.stream().map(Chain::copy).toList());
    }

    void wipe() {
        for (Chain chain : chains) {
            Secrets.wipe(chain.headerKey, chain.keys);
        }
    }

    @Override
    public String toString() {
        return "SkippedKeys[…]";
    }
}
