package frontdoor.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E10: the copy of a path that rules look at. */
class NormalPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b?c=/../d, /a/b",
        "//a///b, /a/b",
        "/%61%2D%7e, /a-~",
        "/a/./b/../c, /a/c",
        "/a/b/.., /a/",
        "/a/%2e%2E/b, /b",
        "/a/., /a/",
        "/a/, /a/",
        "/a;v=1/b;w, /a/b",
        "/;v/a, /a",
        "/a/;v, /a/",
        "/caf%C3%A9, /cafÃ©",
        "/%e9t%e9, /été",
        "*, /*"
    })
    void readsAPathAsALenientBackendWould(String target, String path) {
        assertThat(NormalPath.of(target)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/%252e",
                "/a%00",
                "/a%3bb",
                "/%",
                "/%4",
                "/%zz",
                "/%G0",
                "/..",
                "/a/../../b",
                "/a/..;/b",
                "/a/.;x",
                "/a/%2e%2e;x/b",
                "/..%c0%af",
                "/%C1%9c",
                "/%e0%80%af",
                "/%f0%80%80%af"
            })
    void refusesWhatTwoBackendsCouldReadDifferently(String target) {
        assertThat(NormalPath.of(target)).isNull();
    }
}
