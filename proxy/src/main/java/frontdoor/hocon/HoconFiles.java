package frontdoor.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Parses the files of one configuration, each with an includer that knows where it stands. */
public final class HoconFiles {
    private final SourceFiles files;
    private final Gathered findings;

    public HoconFiles(SourceFiles files, Gathered findings) {
        this.files = files;
        this.findings = findings;
    }

    /**
     * Parses {@code file}, which {@link #files()} has read, and everything it includes, without resolving anything.
     *
     * @param trail the files that include it
     * @throws com.typesafe.config.ConfigException at the first error of syntax
     */
    public ConfigObject parse(Path file, List<Path> trail) {
        Path absolute = file.toAbsolutePath().normalize();
        List<Path> longer = Stream.concat(trail.stream(), Stream.of(absolute)).toList();
        ConfigSyntax syntax = syntax(file.toString());
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setSyntax(syntax)
                .setOriginDescription(file.toString())
                .setIncluder(new FileIncluder(this, file, longer));
        String text = files.text(file.toString());
        List<HoconPieces.Piece> pieces = syntax == ConfigSyntax.CONF ? HoconPieces.of(text) : List.of();
        return pieces.size() <= 1 ? parse(text, options) : parse(text, pieces, options);
    }

    private ConfigObject parse(String text, List<HoconPieces.Piece> pieces, ConfigParseOptions options) {
        String file = options.getOriginDescription();
        try {
            return HoconMerge.of(pieces.stream()
                    .map(piece -> parse(
                            piece.text(),
                            options.setOriginDescription(files.origins().addPiece(file, piece.linesBefore()))))
                    .toList());
        } catch (ConfigException.Parse _) {
            // Whatever is wrong with it, the message is to be about the whole.
            return parse(text, options);
        }
    }

    private static ConfigObject parse(String text, ConfigParseOptions options) {
        return ConfigFactory.parseString(text, options).root();
    }

    SourceFiles files() {
        return files;
    }

    void onProblem(Problem problem) {
        findings.add(problem);
    }

    private static ConfigSyntax syntax(String name) {
        if (name.endsWith(".json")) {
            return ConfigSyntax.JSON;
        }
        return name.endsWith(".properties") ? ConfigSyntax.PROPERTIES : ConfigSyntax.CONF;
    }
}
