package frontdoor.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** E3, E5: whose a host is. */
class HostTableTest {
    private final HostTable<String> table = new HostTable<String>()
            .with(HostPattern.of("a.test"), "a")
            .with(HostPattern.of("*.test"), "wild")
            .with(HostPattern.of("[::1]"), "address");

    @Test
    void prefersTheExactName() {
        assertThat(table.find("a.test")).isEqualTo("a");
        assertThat(table.find("[::1]")).isEqualTo("address");
    }

    @Test
    void coversOneLabelWithAWildcard() {
        assertThat(table.find("b.test")).isEqualTo("wild");
        assertThat(table.find("c.b.test")).isNull();
        assertThat(table.find("test")).isNull();
        assertThat(table.find(".test")).isNull();
    }

    @Test
    void catchesTheRestOnlyIfToldSo() {
        assertThat(table.find("unknown.example")).isNull();
        assertThat(table.catchAll()).isNull();
        table.with(HostPattern.of("*"), "all");
        assertThat(table.find("unknown.example")).isEqualTo("all");
        assertThat(table.find("a.test")).isEqualTo("a");
        assertThat(table.catchAll()).isEqualTo("all");
    }

    @Test
    void tellsNamedHostsFromCaughtOnes() {
        table.with(HostPattern.of("*"), "all");
        assertThat(table.findNamed("unknown.example")).isNull();
        assertThat(table.findNamed("b.test")).isEqualTo("wild");
    }
}
