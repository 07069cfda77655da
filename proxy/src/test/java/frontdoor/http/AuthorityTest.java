package frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The octets that may stand in Host. */
class AuthorityTest {
    private static @Nullable Authority parse(String text) {
        byte[] octets = Octets.of("x" + text + "y");
        return Authority.parse(octets, 1, octets.length - 2);
    }

    /** E2, E3: lower case, without the ending dot; with nginx's cases of http_host.t. */
    @ParameterizedTest
    @CsvSource({
        "www.abcd-ef.g02.xyz, www.abcd-ef.g02.xyz, -1",
        "abcd-ef.g02.xyz:8080, abcd-ef.g02.xyz, 8080",
        "www.abcd-ef.g02.xyz., www.abcd-ef.g02.xyz, -1",
        "abcd-ef.g02.xyz.:88, abcd-ef.g02.xyz, 88",
        "AbC-d93.0.34ZhGt-s.nk.Ru:88, abc-d93.0.34zhgt-s.nk.ru, 88",
        "123.40.56.78, 123.40.56.78, -1",
        "123.49.0.78:987, 123.49.0.78, 987",
        "[abcd::ef98:0:7654:321], [abcd::ef98:0:7654:321], -1",
        "[ABCD::ef98:0:7654:321]:80, [abcd::ef98:0:7654:321], 80",
        "[::ffff:12.30.67.89], [::ffff:c1e:4359], -1",
        "[0:0::0001]:4321, [::1], 4321",
        "[::]:0, [::], 0",
        "a, a, -1",
        "localhost:65535, localhost, 65535",
        "a:00080, a, 80",
        "a:, a, -1",
        "A.:, a, -1",
        "[::1]:, [::1], -1",
        "_dmarc.a_b~c, _dmarc.a_b~c, -1",
        "xn--bcher-kva.example, xn--bcher-kva.example, -1",
        "-a-.-b-, -a-.-b-, -1",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(parse(text)).isEqualTo(new Authority(host, port));
    }

    /** E2: with nginx's cases of http_host.t; stricter where it is lenient (a second port, sub-delims, IPvFuture). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..",
                "a..b",
                ".a",
                "..examp-LE.com",
                "com.exa-m.45..:",
                "example.com/\\:552",
                "\\e/xample.com",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "u@a",
                "u:p@a",
                "@a",
                "a@",
                "a b",
                " a",
                "a ",
                "a\t",
                "a,b",
                "a, b",
                "a;b",
                "a%2eb",
                "%61",
                "a!b",
                "a$",
                "a&b",
                "(a)",
                "a*b",
                "*",
                "*.a",
                "a+b",
                "a=b",
                "a'b",
                "a\"b",
                "a<b",
                "a|b",
                "a^b",
                "a`b",
                "{a}",
                "a\u0000",
                "a\u0002",
                "a\n",
                "a\r",
                "a\u007f",
                "a\u0080",
                "b\u00fccher.example",
                ":",
                ":80",
                ".:80",
                "a:b",
                "a:8o",
                "a:+80",
                "a:-1",
                "a:65536",
                "a:99999",
                "a:000080",
                "a: 80",
                "a:80 ",
                "a:80:80",
                "123.40.56.78:9000:80",
                "a:80.",
                "a::80",
                "::1",
                "[",
                "]",
                "[]",
                "[]:80",
                "[:]",
                "[::1",
                "::1]",
                "[[::1]]",
                "[[::1]",
                "[::1]]",
                "[::1]a",
                "a[::1]",
                "[::1].",
                "[::1]..:98",
                "[abcd::ef98:0:7654:321]..:98",
                "[ab..cd::ef98:0:7654:321]",
                "[abcd::e\\f98:0/:7654:321]",
                "[abcd\\::ef98:0:7654:321/]:12",
                "[::1%25eth0]",
                "[::1%eth0]",
                "[fe80::1%1]",
                "[1.2.3.4]",
                "[a]",
                "[::g]",
                "[1:2:3:4:5:6:7:8:9]",
                "[:::]",
                "[::1]:65536",
                "[::1]80",
                "[v1.a]",
                "[v0123456789aBcDeF.!$&'()*+,;=-._~:]",
                "[::1 ]",
                "[ ::1]",
                "[::12345]",
                "[::256.1.1.1]",
            })
    void refusesEverythingElse(String text) {
        assertThat(parse(text)).isNull();
    }

    /** E2: every octet that is not in the subset. */
    @Test
    void takesLettersDigitsAndFourMarksOnly() {
        for (int c = 0; c < 256; c++) {
            String text = "a" + (char) c + "b";
            boolean allowed = String.valueOf((char) c).matches("[A-Za-z0-9._~-]");
            assertThat(parse(text) != null).as("octet %d", c).isEqualTo(allowed);
        }
    }

    /** RFC 1035 2.3.4. */
    @Test
    void limitsTheName() {
        assertThat(parse("a".repeat(255))).isNotNull();
        assertThat(parse("a".repeat(255) + ".:1")).isNotNull();
        assertThat(parse("a".repeat(256))).isNull();
    }

    /** F6. */
    @ParameterizedTest
    @ValueSource(strings = {"a.example", "a.example:80", "[::1]", "[::1]:8443"})
    void isWrittenAsItStandsInHost(String text) {
        assertThat(parse(text)).hasToString(text);
    }

    /** E4: the memory never answers for another host. */
    @Test
    void remembersTheLastOneOnly() {
        AuthorityReader reader = new AuthorityReader();
        byte[] octets = Octets.of("a.example:80b.example a.example");
        Authority first = reader.read(octets, 0, 12);
        assertThat(first).isEqualTo(new Authority("a.example", 80));
        assertThat(reader.read(Octets.of("a.example:80"), 0, 12)).isSameAs(first);
        assertThat(reader.read(octets, 0, 9)).isEqualTo(new Authority("a.example", -1));
        assertThat(reader.read(octets, 12, 9)).isEqualTo(new Authority("b.example", -1));
        assertThat(reader.read(octets, 12, 10)).isNull();
        assertThat(reader.read(octets, 12, 9)).isEqualTo(new Authority("b.example", -1));
    }
}
