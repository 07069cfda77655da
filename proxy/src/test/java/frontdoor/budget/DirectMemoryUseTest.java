package frontdoor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** K15: what the allocator keeps for whoever comes next is not for ever taken from them. */
class DirectMemoryUseTest {
    private static final long AT_START = 90;

    private long reserved;
    private long sockets = AT_START;
    private final DirectMemoryUse use = new DirectMemoryUse(16_000, () -> reserved, () -> sockets);

    private long octets(long reserved, long sockets) {
        this.reserved = reserved;
        this.sockets = AT_START + sockets;
        return use.octets();
    }

    private long calmOctets(long reserved, long sockets) {
        for (int look = 0; look < DirectMemoryUse.CALM_LOOKS; look++) {
            octets(reserved, sockets);
        }
        return octets(reserved, sockets);
    }

    @Test
    void countsWhatIsReservedWhileItsSocketsAreOpen() {
        assertThat(calmOctets(2_000, 0)).isEqualTo(2_000);
        assertThat(calmOctets(10_000, 100)).isEqualTo(10_000);
        assertThat(calmOctets(10_000, 120)).isEqualTo(10_000);
    }

    @Test
    void takesWhatIsKeptForFreeAsTheSocketsGo() {
        calmOctets(10_000, 100);
        assertThat(octets(10_000, 50)).isEqualTo(5_000);
        assertThat(octets(10_000, 1)).isEqualTo(100);
        assertThat(octets(10_000, 0)).isZero();
    }

    @Test
    void countsEverythingWhileMoreIsBeingReserved() {
        calmOctets(10_000, 100);
        assertThat(octets(10_500, 20)).isEqualTo(10_500);
        assertThat(octets(10_500, 20)).isEqualTo(10_500);
        assertThat(calmOctets(10_500, 20)).isEqualTo(2_100);
    }

    @Test
    void measuresByTheSocketsOfTheLastGreatGrowth() {
        calmOctets(10_000, 100);
        calmOctets(13_000, 20);
        assertThat(octets(13_000, 20)).isEqualTo(13_000);
        assertThat(octets(13_000, 10)).isEqualTo(6_500);
    }

    @Test
    void countsAllWhereTheSystemTellsNoDescriptors() {
        assertThat(calmOctets(7_000, -AT_START)).isEqualTo(7_000);
    }
}
