package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hocon.Reference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
