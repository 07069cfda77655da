package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hocon.Reference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The advice to those who come from another server. */
class OtherServersTest {
    private static final Pattern KEY = Pattern.compile("([a-z][a-z-]+) = ");

    @Test
    void knowsNamesInEverySpellingAndLinesThatBeginWithThem() {
        assertThat(OtherServers.adviceFor("client-max-body-size")).isPresent();
        assertThat(OtherServers.adviceFor("EntryPoints")).isPresent();
        assertThat(OtherServers.adviceForLine("  timeout client 30s").orElseThrow())
                .startsWith("HAProxy's timeout client:");
        assertThat(OtherServers.adviceForLine("    listen 443 ssl;").orElseThrow())
                .startsWith("nginx's listen:");
        assertThat(OtherServers.adviceForLine("<VirtualHost *:443>")).isEmpty();
        assertThat(OtherServers.adviceFor("hosts")).isEmpty();
    }

    /** Issue 10: what people from elsewhere look for has its word here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth_basic",
                "proxy_set_header",
                "limit_req",
                "gzip",
                "error_page",
                "auth_request",
                "ip_hash",
                "sticky",
                "proxy_next_upstream",
                "set_real_ip_from",
                "allow",
                "deny",
                "rewrite",
                "return",
                "option httpchk",
                "http-request",
                "stick-table",
                "errorfile",
                "send-proxy-v2",
                "forwardAuth",
                "ipAllowList",
                "rateLimit",
                "stripPrefix",
                "customRequestHeaders",
                "forward_auth",
                "encode",
                "header_up",
                "lb_policy",
                "trusted_proxies"
            })
    void knowsWhatThoseFromElsewhereLookFor(String name) {
        assertThat(OtherServers.adviceFor(name).orElseThrow()).containsPattern("'s .*: (write|http is|there is) ");
    }

    /** Advice that names a key that does not exist would be worse than none. */
    @Test
    void namesKeysThatThereAre() {
        for (String line : OtherServers.all()) {
            Matcher key = KEY.matcher(line);
            while (key.find()) {
                assertThat(Reference.text()).as(line).containsPattern("\\b" + key.group(1) + "\\b");
            }
        }
    }
}
