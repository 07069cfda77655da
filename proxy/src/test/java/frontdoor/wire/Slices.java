package frontdoor.wire;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Cuts that follow from the octets themselves, so that an input of a fuzz test always leads to the same ones. */
final class Slices {
    private Slices() {}

    static int[] of(byte[] octets) {
        Random random = new Random(Arrays.hashCode(octets));
        int chance = 1 + random.nextInt(20);
        return IntStream.range(1, Math.max(1, octets.length))
                .filter(i -> random.nextInt(chance) == 0)
                .toArray();
    }
}
