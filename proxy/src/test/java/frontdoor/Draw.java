package frontdoor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A source of values for a property: the same seed gives the same ones. */
public final class Draw {
    private final long seed;
    private final Random random;

    public Draw(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** For what draws by itself. */
    public Random random() {
        return random;
    }

    /** One of these; what stands twice comes twice as often. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public boolean bool() {
        return random.nextBoolean();
    }

    public byte octet() {
        return (byte) random.nextInt();
    }

    public <T> List<T> list(int size, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    /** Some of these, each once, in any order. */
    public <T> List<T> some(int most, List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, between(0, most));
    }

    /** A text of {@code least} to {@code most} of these characters. */
    public String text(int least, int most, String characters) {
        char[] text = new char[between(least, most)];
        for (int i = 0; i < text.length; i++) {
            text[i] = characters.charAt(random.nextInt(characters.length()));
        }
        return new String(text);
    }

    /** All characters from {@code first} to {@code last}. */
    public static String characters(char first, char last) {
        StringBuilder all = new StringBuilder();
        for (int c = first; c <= last; c++) {
            all.append((char) c);
        }
        return all.toString();
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
