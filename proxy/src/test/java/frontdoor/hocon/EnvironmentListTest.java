package frontdoor.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import frontdoor.report.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lists that come out of one variable of the environment. */
class EnvironmentListTest {
    private static final Place LINE = new Place("f.conf", 3);

    private final Gathered findings = new Gathered(_ -> Optional.empty());

    private Node node(ConfigValue hosts) {
        ConfigValue block = ConfigValueFactory.fromAnyRef(Map.of("hosts", hosts));
        Layer layer = new Layer("", block, LINE, WrittenPlaces.of(new SourceFiles()), false);
        return Node.root(findings, List.of(layer)).child("hosts");
    }

    private static ConfigValue variable(String text) {
        return ConfigValueFactory.fromAnyRef(text, "env variables");
    }

    @Test
    void listsWhatCommasSeparate() {
        List<Node> elements =
                node(variable("a.example, b.example ,,*.c.example,")).elements();

        assertThat(elements.stream().map(Node::text)).containsExactly("a.example", "b.example", "*.c.example");
        assertThat(elements.stream().map(Node::key)).containsExactly("hosts.0", "hosts.1", "hosts.2");
        assertThat(elements.getLast().place()).isEqualTo(LINE);
        assertThat(findings.hasProblems()).isFalse();
    }

    @Test
    void isEmptyWhereNothingIsBetweenThem() {
        assertThat(node(variable(" , ")).isEmptyList()).isTrue();
        assertThat(node(variable("")).elements()).isEmpty();
        assertThat(node(variable("a")).isEmptyList()).isFalse();
    }

    /** What a file writes is a list only if it is written as one. */
    @Test
    void takesNoTextOfAFileForAList() {
        assertThat(node(ConfigValueFactory.fromAnyRef("a.example, b.example", "f.conf: 3"))
                        .elements())
                .isEmpty();
        assertThat(findings.problems(List.of("f.conf"))).hasSize(1);
    }
}
