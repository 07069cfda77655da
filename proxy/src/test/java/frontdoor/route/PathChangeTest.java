package frontdoor.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E9, E10: what a backend is asked for where a route changes the path. */
class PathChangeTest {
    @ParameterizedTest
    @CsvSource({
        "/api/, /api/v1, /v1",
        "/api/, /api/, /",
        "/api/, /api/v1/?a=/api/, /v1/?a=/api/",
        "/api, /api, /",
        "/api, /api?q, /?q",
        "/api, /api/, /",
        "/api, /api/v1, /v1",
        "/api/, /api/a%2Db;v=1/c, /a%2Db;v=1/c",
        "/api/, /%61pi/x, /x",
        "/api/, /api//x, /x",
        "/api/, /api//evil.test/, /evil.test/",
        "/api/, /api/./x, /./x",
        "/api/, /api/a/../x, /a/../x",
        "/api/, /api/;v/x, /;v/x",
        "/caf%C3%A9/, /caf%c3%a9/x, /x",
        "/a/b/, /a/b/c, /c",
        "/, /x, /x",
        "/api/, *, *"
    })
    void takesThePrefixOffAndKeepsOneSlash(String prefix, String target, String expected) {
        assertThat(PathChange.replacing(PathRule.prefix(prefix), "/").of(target))
                .isEqualTo(expected);
    }

    /** Whatever a rule's own path could be led out of, or back into, by its spelling. */
    @ParameterizedTest
    @CsvSource({
        "/api/, /api/../api/x",
        "/api/, /./api/x",
        "/api/, //api/x",
        "/api/, /x/../api/y",
        "/api/, /api;v=1/x",
        "/api/, /api/x/../../api/y",
        "/a/b/, /a//b/c",
        "/api/, /api/%2e%2e/api/x"
    })
    void refusesASpellingInWhichTheRestIsNotPlain(String prefix, String target) {
        assertThat(PathChange.replacing(PathRule.prefix(prefix), "/").of(target))
                .isNull();
        assertThat(PathChange.replacing(PathRule.prefix(prefix), "/new/").of(target))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/old/, /new/, /old/a?b, /new/a?b",
        "/old/, /new, /old/a, /new/a",
        "/old/, /new, /old/, /new/",
        "/old, /new/, /old/a, /new/a",
        "/old, /new/, /old, /new/",
        "/old, /new, /old, /new",
        "/, /app/, /, /app/",
        "/, /app/, /x/y, /app/x/y",
        "/old/, /n%C3%A9w/, /old/a, /n%C3%A9w/a"
    })
    void putsAnotherPathInItsPlace(String prefix, String replacement, String target, String expected) {
        assertThat(PathChange.replacing(PathRule.prefix(prefix), replacement).of(target))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/health, /status, /health?x, /status?x", "/a/, /, /a/, /", "/health, /status, /./health, /status"})
    void replacesAnExactPathAsAWhole(String path, String replacement, String target, String expected) {
        assertThat(PathChange.replacing(PathRule.exact(path), replacement).of(target))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "^/user/([0-9]+)$, /u?id=$1, /user/5, /u?id=5",
        "^/user/([0-9]+)$, /u?id=$1, /user/5?a=b&c, /u?id=5&a=b&c",
        "^/user/([0-9]+)$, /u?id=$1?, /user/5?a=b, /u?id=5",
        "^/user/([0-9]+)$, /u/$1, /user/5?a=b, /u/5?a=b",
        "^/user/([0-9]+)$, /u/$1?, /user/5?a=b, /u/5",
        "^/([^/]+)/([^/]+)/(.*)$, /$2/$1/$3, /a/b/c/d, /b/a/c/d",
        "^/x/(.*)$, /p?v=$1, /x/a%26b%3D%23c%20d%2B, /p?v=a%26b%3D%23c%20d%2B",
        "^/x/(.*)$, /p/$1, /x/a%26b%3Fc%23d%20, /p/a&b%3Fc%23d%20",
        "^/x/(.*)$, /p/$1, /x/%C3%A9, /p/%C3%A9",
        "^/x/(.*)$, /p/$1, /x/a/./../b//c;v=1, /p/b/c",
        "^/x(.*)$, /$1, /x//evil.test, /evil.test",
        "^/x(y)?/, /p$1q, /x/, /pq",
        "^/x/(.*)$, /p/$10, /x/a, /p/a0",
        "^/x, /whole, /xyz/a, /whole"
    })
    void writesATargetWithGroups(String expression, String template, String target, String expected) {
        assertThat(PathChange.rewriting(PathRule.regex(expression), template).of(target))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"^/(.)(.), /a/$1$2/b, /..x", "^/x/(.), /a/.$1/b, /x/.y"})
    void refusesDotsThatGroupsMake(String expression, String template, String target) {
        assertThat(PathChange.rewriting(PathRule.regex(expression), template).of(target))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^/(a)$|/$1|",
                "^/(a)$|/$2|has $2, and path-regex has groups up to $1",
                "^/a$|/$1|has $1, and path-regex has no group",
                "^/(a)$|/$0|has a $ without",
                "^/(a)$|/x$|has a $ without",
                "^/(a)$|/a/../$1|paths are compared without them",
                "^/(a)$|/p?v=../$1|"
            })
    void tellsTemplatesThatCannotBeMeant(String expression, String template, String wrong) {
        String found = PathChange.wrongTemplate(PathRule.regex(expression), template);
        if (wrong == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).contains(wrong);
        }
    }
}
