package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestRequest;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdsTest {
    private static final long NOW = 1_795_000_000_123L;

    private final RequestIds ids = new RequestIds();

    /** RFC 9562 5.7. */
    @Test
    void makesUuidsOfVersion7() {
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = UUID.fromString(given(false, NOW + i));
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW + i);
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void keepsTheIdOfATrustedProxyOnly() {
        assertThat(given(true, NOW, "abc-123")).isEqualTo("abc-123");
        assertThat(given(false, NOW, "abc-123")).hasSize(36);
        assertThat(given(true, NOW, "abc", "abc")).hasSize(36);
        assertThat(given(true, NOW, "x".repeat(128))).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "\u00e9"})
    void keepsNoIdThatIsNone(String id) {
        assertThat(given(true, NOW, id)).hasSize(36);
        assertThat(given(true, NOW, "x".repeat(129))).hasSize(36);
    }

    private String given(boolean believed, long now, String... written) {
        RequestHead request = TestRequest.of("GET", "/");
        for (String id : written) {
            TestRequest.add(request, "X-Request-Id", id);
        }
        ids.give(request, believed, now);
        byte[] bytes = request.fields().bytes();
        String id = Octets.text(bytes, request.requestIdStart(), request.requestIdLength());
        int i = request.fields().find(FieldName.X_REQUEST_ID, 0);
        assertThat(request.fields().value(i)).isEqualTo(id);
        assertThat(request.fields().find(FieldName.X_REQUEST_ID, i + 1)).isNegative();
        return id;
    }
}
