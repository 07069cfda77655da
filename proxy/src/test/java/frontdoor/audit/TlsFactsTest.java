package frontdoor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.ChainBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsFactsTest {
    private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");

    private static boolean hasSha1(ChainBuilder.Wrong... wrong) {
        ChainBuilder chain = new ChainBuilder(
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Instant.parse("2026-12-30T00:00:00Z"),
                        List.of("example.com"))
                .issuerUntil(LATER)
                .issuerUntil(LATER, wrong);
        return new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", chain.chain()).hasSha1();
    }

    /** What has issued nothing in the chain is on nobody's way to a root. */
    @Test
    void countsTheWayToTheRootOnly() {
        assertThat(hasSha1()).isFalse();
        assertThat(hasSha1(ChainBuilder.Wrong.SHA1)).isTrue();
        assertThat(hasSha1(ChainBuilder.Wrong.STRANGER)).isFalse();
    }
}
