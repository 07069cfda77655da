package frontdoor.idna;

import java.util.Optional;

/** The code that writes any label in letters and digits (RFC 3492), without its {@code xn--} in front. */
final class Punycode {
    private static final int BASE = 36;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE = 0x80;

    private Punycode() {}

    /** The code of {@code label}, at most 253 characters; those of ASCII stay as they are. */
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder code = new StringBuilder();
        label.codePoints().filter(point -> point < FIRST_CODE).forEach(code::appendCodePoint);
        int plain = code.length();
        if (plain > 0) {
            code.append('-');
        }
        int bias = FIRST_BIAS;
        int delta = 0;
        int next = FIRST_CODE;
        for (int done = plain; done < points.length; next++) {
            int from = next;
            int least = label.codePoints().filter(point -> point >= from).min().orElseThrow();
            delta += (least - next) * (done + 1);
            next = least;
            for (int point : points) {
                if (point < next) {
                    delta++;
                } else if (point == next) {
                    append(code, delta, bias);
                    bias = adapted(delta, done + 1, done == plain);
                    delta = 0;
                    done++;
                }
            }
            delta++;
        }
        return code.toString();
    }

    private static void append(StringBuilder code, int delta, int bias) {
        int rest = delta;
        for (int place = BASE; ; place += BASE) {
            int threshold = threshold(place, bias);
            if (rest < threshold) {
                code.append(Character.forDigit((rest + 10) % BASE, BASE));
                return;
            }
            int digit = threshold + (rest - threshold) % (BASE - threshold);
            // Letters come first here: a is 0, and 0 is 26.
            code.append(Character.forDigit((digit + 10) % BASE, BASE));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    /** What {@code code}, in lower case, stands for; empty where it stands for nothing. */
    static Optional<String> decode(String code) {
        int hyphen = code.lastIndexOf('-');
        StringBuilder label = new StringBuilder(code.substring(0, Math.max(0, hyphen)));
        int bias = FIRST_BIAS;
        long place = 0;
        long point = FIRST_CODE;
        int length = label.length();
        for (int at = hyphen + 1; at < code.length(); ) {
            long before = place;
            long weight = 1;
            for (int step = BASE; ; step += BASE) {
                int digit = at < code.length() ? Character.digit(code.charAt(at++), BASE) : -1;
                if (digit < 0 || weight > Character.MAX_CODE_POINT * 256L) {
                    return Optional.empty();
                }
                digit = (digit + BASE - 10) % BASE;
                place += digit * weight;
                int threshold = threshold(step, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            length++;
            bias = adapted(place - before, length, before == 0);
            point += place / length;
            place %= length;
            if (point > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            label.insert(label.offsetByCodePoints(0, (int) place++), Character.toString((int) point));
        }
        return Optional.of(label.toString());
    }

    private static int threshold(int place, int bias) {
        return Math.clamp((long) place - bias, LOWEST, HIGHEST);
    }

    private static int adapted(long delta, int length, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / length;
        int steps = 0;
        while (rest > (BASE - LOWEST) * HIGHEST / 2) {
            rest /= BASE - LOWEST;
            steps += BASE;
        }
        return (int) (steps + (BASE - LOWEST + 1) * rest / (rest + SKEW));
    }
}
