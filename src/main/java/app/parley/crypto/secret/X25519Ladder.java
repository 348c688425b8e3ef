package app.parley.crypto.secret;

import static java.lang.Math.multiplyHigh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// X25519's scalar multiplication (RFC 7748 §5): the Montgomery ladder over numbers modulo 2^255 - 19 of five
/// limbs of 51 bits. Two thirds of the time that Bouncy Castle's limbs of 25 and 26 bits take, since the JVM
/// turns `multiplyHigh` into one instruction (docs/decisions/0007-own-x25519-ladder.md).
///
/// The same instructions and memory accesses whatever the scalar is: no branch and no index depends on it.
///
/// Limbs are signed. What [#multiply], [#square] and [#times121665] give has limbs below 2^51 + 2^23 in size, and
/// they take limbs below 2^53; so two results may be added or subtracted before the next product.
///
/// A product of limbs has up to 106 bits. Each column of products is `high * 2^51 + low` with `high` the sum of
/// the products' quotients by 2^51 (the factors are shifted left by 13 bits between them, then the upper word is
/// taken) and `low` the sum of the remainders. That is below 5 * 2^51, so it can be had modulo 2^64: as the sum of
/// the lower words minus `high * 2^51`.
final class X25519Ladder {
    private static final int SIZE = 32;
    private static final int LIMBS = 5;
    private static final int BITS = 51;
    private static final long MASK = (1L << BITS) - 1;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // The ladder's variables by their names in RFC 7748 §5, and room for what comes between.
    private final long[] x1;
    private final long[] x2 = {1, 0, 0, 0, 0};
    private final long[] z2 = new long[LIMBS];
    private final long[] x3;
    private final long[] z3 = {1, 0, 0, 0, 0};
    private final long[] a = new long[LIMBS];
    private final long[] b = new long[LIMBS];
    private final long[] c = new long[LIMBS];
    private final long[] d = new long[LIMBS];

    private X25519Ladder(byte[] point) {
        x1 = decode(point);
        x3 = x1.clone();
    }

    /// The u-coordinate of `scalar` (32 bytes, clamped here) times the point with this u-coordinate (32 bytes, top
    /// bit ignored); all zero for points of low order.
    static byte[] multiply(byte[] scalar, byte[] point) {
        byte[] clamped = Arrays.copyOf(scalar, SIZE);
        clamped[0] &= (byte) 0xf8;
        clamped[SIZE - 1] = (byte) (clamped[SIZE - 1] & 0x7f | 0x40);
        X25519Ladder ladder = new X25519Ladder(point);
        byte[] product = ladder.climb(clamped);
        Secrets.wipe(clamped);
        ladder.wipe();
        return product;
    }

    private byte[] climb(byte[] scalar) {
        int swapped = 0;
        for (int t = 254; t >= 0; t--) {
            int bit = scalar[t >> 3] >> (t & 7) & 1;
            swapIf(swapped ^ bit);
            swapped = bit;
            step();
        }
        swapIf(swapped);
        invert(z2);
        multiply(x2, x2, z2);
        return encode(x2);
    }

    private void step() {
        add(a, x2, z2); // A
        subtract(b, x2, z2); // B
        add(c, x3, z3); // C
        subtract(d, x3, z3); // D
        multiply(d, d, a); // DA
        multiply(c, c, b); // CB
        square(a, a); // AA
        square(b, b); // BB
        add(x3, d, c);
        square(x3, x3);
        subtract(z3, d, c);
        square(z3, z3);
        multiply(z3, z3, x1);
        multiply(x2, a, b);
        subtract(c, a, b); // E
        times121665(d, c);
        add(d, d, a);
        multiply(z2, c, d);
    }

    /// Exchanges the two points if `bit` is 1, by masks.
    private void swapIf(int bit) {
        long mask = -bit;
        for (int i = 0; i < LIMBS; i++) {
            long x = mask & (x2[i] ^ x3[i]);
            x2[i] ^= x;
            x3[i] ^= x;
            long z = mask & (z2[i] ^ z3[i]);
            z2[i] ^= z;
            z3[i] ^= z;
        }
    }

    private void wipe() {
        for (long[] number : new long[][] {x2, z2, x3, z3, a, b, c, d}) {
            Arrays.fill(number, 0);
        }
    }

    private static void add(long[] sum, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            sum[i] = a[i] + b[i];
        }
    }

    private static void subtract(long[] difference, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            difference[i] = a[i] - b[i];
        }
    }

    /// `product = a * b`; the arrays may be the same. Columns above 2^255 come back 19-fold: `w` is `19 b`. The
    /// high words are of `s = a * 2^9` and `t = b * 2^4` or `v = w * 2^4`.
    private static void multiply(long[] product, long[] a, long[] b) {
        long a4 = a[4], a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        long b4 = b[4], b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3];
        long w1 = 19 * b1, w2 = 19 * b2, w3 = 19 * b3, w4 = 19 * b4;
        long s0 = a0 << 9, s1 = a1 << 9, s2 = a2 << 9, s3 = a3 << 9, s4 = a4 << 9;
        long t0 = b0 << 4, t1 = b1 << 4, t2 = b2 << 4, t3 = b3 << 4, t4 = b4 << 4;
        long v1 = w1 << 4, v2 = w2 << 4, v3 = w3 << 4, v4 = w4 << 4;
        long h0 = multiplyHigh(s0, t0)
                + multiplyHigh(s1, v4)
                + multiplyHigh(s2, v3)
                + multiplyHigh(s3, v2)
                + multiplyHigh(s4, v1);
        long c0 = a0 * b0 + a1 * w4 + a2 * w3 + a3 * w2 + a4 * w1 - (h0 << BITS);
        long h1 = multiplyHigh(s0, t1)
                + multiplyHigh(s1, t0)
                + multiplyHigh(s2, v4)
                + multiplyHigh(s3, v3)
                + multiplyHigh(s4, v2);
        long c1 = a0 * b1 + a1 * b0 + a2 * w4 + a3 * w3 + a4 * w2 - (h1 << BITS);
        long h2 = multiplyHigh(s0, t2)
                + multiplyHigh(s1, t1)
                + multiplyHigh(s2, t0)
                + multiplyHigh(s3, v4)
                + multiplyHigh(s4, v3);
        long c2 = a0 * b2 + a1 * b1 + a2 * b0 + a3 * w4 + a4 * w3 - (h2 << BITS);
        long h3 = multiplyHigh(s0, t3)
                + multiplyHigh(s1, t2)
                + multiplyHigh(s2, t1)
                + multiplyHigh(s3, t0)
                + multiplyHigh(s4, v4);
        long c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * w4 - (h3 << BITS);
        long h4 = multiplyHigh(s0, t4)
                + multiplyHigh(s1, t3)
                + multiplyHigh(s2, t2)
                + multiplyHigh(s3, t1)
                + multiplyHigh(s4, t0);
        long c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << BITS);
        carry(product, c0 + 19 * h4, c1 + h0, c2 + h1, c3 + h2, c4 + h3);
    }

    /// `square = a * a`, as [#multiply] with each pair of unlike limbs taken once: `d = 2 a`, `e = 2 a * 2^9`.
    private static void square(long[] square, long[] a) {
        long a4 = a[4], a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        long d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, d3 = 2 * a3;
        long w3 = 19 * a3, w4 = 19 * a4;
        long s0 = a0 << 9, s1 = a1 << 9, s2 = a2 << 9, s3 = a3 << 9, s4 = a4 << 9;
        long e0 = a0 << 10, e1 = a1 << 10, e2 = a2 << 10, e3 = a3 << 10;
        long t0 = a0 << 4, t1 = a1 << 4, t2 = a2 << 4, t3 = a3 << 4, t4 = a4 << 4;
        long v3 = w3 << 4, v4 = w4 << 4;
        long h0 = multiplyHigh(s0, t0) + multiplyHigh(e1, v4) + multiplyHigh(e2, v3);
        long c0 = a0 * a0 + d1 * w4 + d2 * w3 - (h0 << BITS);
        long h1 = multiplyHigh(e0, t1) + multiplyHigh(e2, v4) + multiplyHigh(s3, v3);
        long c1 = d0 * a1 + d2 * w4 + a3 * w3 - (h1 << BITS);
        long h2 = multiplyHigh(e0, t2) + multiplyHigh(s1, t1) + multiplyHigh(e3, v4);
        long c2 = d0 * a2 + a1 * a1 + d3 * w4 - (h2 << BITS);
        long h3 = multiplyHigh(e0, t3) + multiplyHigh(e1, t2) + multiplyHigh(s4, v4);
        long c3 = d0 * a3 + d1 * a2 + a4 * w4 - (h3 << BITS);
        long h4 = multiplyHigh(e0, t4) + multiplyHigh(e1, t3) + multiplyHigh(s2, t2);
        long c4 = d0 * a4 + d1 * a3 + a2 * a2 - (h4 << BITS);
        carry(square, c0 + 19 * h4, c1 + h0, c2 + h1, c3 + h2, c4 + h3);
    }

    /// `product = 121665 a`, the constant (486662 - 2) / 4 of the curve.
    private static void times121665(long[] product, long[] a) {
        long k = 121_665;
        long t = k << 4;
        long a4 = a[4], a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        long h0 = multiplyHigh(a0 << 9, t);
        long h1 = multiplyHigh(a1 << 9, t);
        long h2 = multiplyHigh(a2 << 9, t);
        long h3 = multiplyHigh(a3 << 9, t);
        long h4 = multiplyHigh(a4 << 9, t);
        product[0] = a0 * k - (h0 << BITS) + 19 * h4;
        product[1] = a1 * k - (h1 << BITS) + h0;
        product[2] = a2 * k - (h2 << BITS) + h1;
        product[3] = a3 * k - (h3 << BITS) + h2;
        product[4] = a4 * k - (h4 << BITS) + h3;
    }

    /// Brings columns below 2^62 in size down to limbs below 2^51 + 2^16, all at once: what is carried is so small
    /// that it need not be carried on.
    private static void carry(long[] reduced, long c0, long c1, long c2, long c3, long c4) {
        reduced[4] = (c4 & MASK) + (c3 >> BITS);
        reduced[0] = (c0 & MASK) + 19 * (c4 >> BITS);
        reduced[1] = (c1 & MASK) + (c0 >> BITS);
        reduced[2] = (c2 & MASK) + (c1 >> BITS);
        reduced[3] = (c3 & MASK) + (c2 >> BITS);
    }

    /// `z = z^(2^255 - 21) = 1 / z`, and 0 for 0 (Fermat). Names say the exponent: `ones(n)` is 2^n - 1.
    private void invert(long[] z) {
        long[] eleven = a;
        long[] ones = b;
        long[] before = c;
        square(ones, z); // 2
        power(before, ones, 2); // 8
        multiply(before, before, z); // 9
        multiply(eleven, before, ones);
        square(ones, eleven); // 22
        multiply(ones, ones, before); // ones(5)
        append(ones, ones, 5, before); // ones(10)
        System.arraycopy(ones, 0, d, 0, LIMBS);
        append(ones, ones, 10, before); // ones(20)
        append(ones, ones, 20, before); // ones(40)
        append(ones, d, 10, before); // ones(50)
        System.arraycopy(ones, 0, d, 0, LIMBS);
        append(ones, ones, 50, before); // ones(100)
        append(ones, ones, 100, before); // ones(200)
        append(ones, d, 50, before); // ones(250)
        append(ones, eleven, 5, before); // ones(250) followed by 01011
        System.arraycopy(ones, 0, z, 0, LIMBS);
    }

    /// Puts the bits of `other`'s exponent behind those of `ones`: `ones = ones^(2^n) * other`.
    private static void append(long[] ones, long[] other, int n, long[] spare) {
        power(spare, ones, n);
        multiply(ones, spare, other);
    }

    /// `power = a^(2^n)`.
    private static void power(long[] power, long[] a, int n) {
        square(power, a);
        for (int i = 1; i < n; i++) {
            square(power, power);
        }
    }

    private static long[] decode(byte[] point) {
        long q0 = (long) WORDS.get(point, 0);
        long q1 = (long) WORDS.get(point, 8);
        long q2 = (long) WORDS.get(point, 16);
        long q3 = (long) WORDS.get(point, 24);
        return new long[] {
            q0 & MASK,
            (q0 >>> 51 | q1 << 13) & MASK,
            (q1 >>> 38 | q2 << 26) & MASK,
            (q2 >>> 25 | q3 << 39) & MASK,
            q3 >>> 12 & MASK
        };
    }

    /// The only name of a number: brought below 2^255, then p taken off if it is still not below p.
    private static byte[] encode(long[] number) {
        for (int pass = 0; pass < 3; pass++) {
            long over = carryUp(number);
            number[0] += 19 * over;
        }
        long quotient = number[0] + 19 >> BITS;
        for (int i = 1; i < LIMBS; i++) {
            quotient = number[i] + quotient >> BITS;
        }
        number[0] += 19 * quotient;
        carryUp(number);
        byte[] point = new byte[SIZE];
        WORDS.set(point, 0, number[0] | number[1] << BITS);
        WORDS.set(point, 8, number[1] >>> 13 | number[2] << 38);
        WORDS.set(point, 16, number[2] >>> 26 | number[3] << 25);
        WORDS.set(point, 24, number[3] >>> 39 | number[4] << 12);
        return point;
    }

    /// Leaves 51 bits in each limb and gives what is above the last.
    private static long carryUp(long[] number) {
        long over = 0;
        for (int i = 0; i < LIMBS; i++) {
            long limb = number[i] + over;
            number[i] = limb & MASK;
            over = limb >> BITS;
        }
        return over;
    }
}
