package frontdoor.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shown part of addresses and agents: nothing that may be secret, and nothing that a terminal would obey. */
class ShownTextTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            /,                                          /
            /shop/cart,                                 /shop/cart
            /shop/?token=geheim,                        /shop/
            /shop#part,                                 /shop
            /a;jsessionid=8D1F00AA/b;x=1?y,             /a/b
            /orders/4711/items,                         /orders/*/items
            /reset/d41d8cd98f00b204e9800998ecf8427e,    /reset/*
            /reset/QWxhZGRpbjpvcGVuU2VzYW1l/done,       /reset/*/done
            /invite/abcdefghijklmnopqrst,               /invite/*
            /some-long-name-of-an-article.html,         /some-long-name-of-an-article.html
            /app-1.2.3.js,                              /app-1.2.3.js
            //double//,                                 //double//
            "",                                         ""
            *,                                          *
            """)
    void hidesQueriesParametersNumbersAndTokens(String target, String shown) {
        assertThat(PagePath.of(target)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            /,              /
            /shop/cart?x,   /shop
            /shop?a=/b,     /shop
            /4711/x,        /*
            "",             ""
            """)
    void summarisesByTheFirstSegment(String target, String shown) {
        assertThat(PagePath.firstSegment(target)).isEqualTo(shown);
    }

    /** Anybody can send a report, and an address in it has no length that browsers would keep to. */
    @Test
    @Timeout(10)
    void looksOnlyAtWhatItShowsOfALongPath() {
        String start = "/a".repeat(60);
        assertThat(PagePath.of(start + "/".repeat(1 << 20))).isEqualTo(start + "...");
        assertThat(PagePath.of(start)).isEqualTo(start);
        assertThat(PagePath.of(start + "/")).isEqualTo(start + "...");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            http://example.test,                            http://example.test
            HTTP://Example.test:8080/a/b?password=geheim,   http://example.test:8080/a/b
            https://[2001:db8::1]/x#y,                      https://[2001:db8::1]/x
            http://user:geheim@example.test/,               none
            inline,                                         none
            data:image/png;base64AAAA,                      none
            //example.test/,                                none
            http:///x,                                      none
            """)
    void showsAddressesWithoutQueries(String address, String shown) {
        HttpUrl url = HttpUrl.parse(address);
        assertThat(url == null ? null : url.toString()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | CHROME
            Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0 | EDGE
            Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | SAFARI
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | FIREFOX
            Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/140.0 | BOT
            curl/8.5.0 | CURL
            python-requests/2.32 | PYTHON
            Java/21.0.2 | JAVA
            Go-http-client/1.1 | GO
            Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; .NET CLR 2.0) | OTHER
            '' | NONE
            """)
    void tellsFamiliesOfAgents(String agent, AgentFamily family) {
        assertThat(AgentFamily.of(agent)).isEqualTo(family);
    }
}
