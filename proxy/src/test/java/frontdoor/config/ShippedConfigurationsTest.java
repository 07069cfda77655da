package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hocon.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an operator finds in config/ can be used as it is. */
class ShippedConfigurationsTest {
    static final Path CONFIG = Path.of("..", "config");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(CONFIG)) {
            return all
                    .filter(file -> file.toString().endsWith(".conf") && !file.endsWith(Reference.NAME))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void loads(Path file) {
        assertThat(ConfigLoader.load(file)).isInstanceOf(ConfigResult.Loaded.class);
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(files()).hasSizeGreaterThan(4).contains(CONFIG.resolve("frontdoor.conf"));
    }

    @Test
    void theJarHoldsTheReferenceThatOperatorsRead() throws IOException {
        assertThat(Reference.text()).isEqualTo(Files.readString(CONFIG.resolve(Reference.NAME)));
    }
}
