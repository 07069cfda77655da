package frontdoor.sticky;

import static frontdoor.sticky.StickyCookies.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StickyCookiesTest {
    private static final int NOW = 29_000_000;

    private final StickyKey key = StickyKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private final StickyCookies cookies = new StickyCookies(key, "shop");

    private static long read(StickyCookies cookies, byte[] value, int minute) {
        byte[] within = new byte[value.length + 7];
        System.arraycopy(value, 0, within, 3, value.length);
        return cookies.read(within, 3, value.length, minute);
    }

    @Test
    void bringsBackToTheServerThatItNames() {
        byte[] value = cookies.make(4711, NOW);
        assertThat(new String(value, StandardCharsets.US_ASCII)).matches("[A-Za-z0-9_-]{38}");
        assertThat(read(cookies, value, NOW)).isEqualTo(4711);
        assertThat(read(new StickyCookies(key, "shop"), value, NOW + 60)).isEqualTo(4711);
    }

    @Test
    void isNotBelievedIfAnyOctetDiffers() {
        byte[] value = cookies.make(4711, NOW);
        for (int i = 0; i < value.length - 1; i++) {
            byte[] forged = value.clone();
            forged[i] = (byte) (forged[i] == 'A' ? 'B' : 'A');
            assertThat(read(cookies, forged, NOW)).isEqualTo(NOBODY);
        }
    }

    @Test
    void isNotBelievedOfAnotherKeyOrGroup() {
        byte[] value = cookies.make(4711, NOW);
        StickyKey other = StickyKey.of("0123456789abcdef0123456789abcdeX".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(new StickyCookies(other, "shop"), value, NOW)).isEqualTo(NOBODY);
        assertThat(read(new StickyCookies(key, "blog"), value, NOW)).isEqualTo(NOBODY);
    }

    @Test
    void isNotBelievedWhenItIsOldOrOfTheFuture() {
        byte[] value = cookies.make(4711, NOW);
        assertThat(read(cookies, value, NOW + StickyCookies.LIFETIME_MINUTES)).isEqualTo(4711);
        assertThat(read(cookies, value, NOW + StickyCookies.LIFETIME_MINUTES + 1))
                .isEqualTo(NOBODY);
        assertThat(read(cookies, value, NOW - 10)).isEqualTo(4711);
        assertThat(read(cookies, value, NOW - 11)).isEqualTo(NOBODY);
    }

    @Test
    void isRenewedAfterADay() {
        byte[] value = cookies.make(4711, NOW);
        assertThat(cookies.isDue(value, 0, value.length, NOW + StickyCookies.RENEWED_MINUTES))
                .isFalse();
        assertThat(cookies.isDue(value, 0, value.length, NOW + StickyCookies.RENEWED_MINUTES + 1))
                .isTrue();
    }

    @Test
    void takesNothingElseForAValue() {
        for (String text :
                new String[] {"", "shop-1", "~".repeat(38), "A".repeat(38), "A".repeat(37), "A".repeat(40)}) {
            assertThat(read(cookies, text.getBytes(StandardCharsets.US_ASCII), NOW))
                    .isEqualTo(NOBODY);
        }
    }

    @Test
    void serversHaveNamesThatTellNothing() {
        assertThat(key.idOf("10.0.0.1:80")).isEqualTo(key.idOf("10.0.0.1:80")).isNotEqualTo(key.idOf("10.0.0.2:80"));
        assertThatThrownBy(() -> StickyKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
