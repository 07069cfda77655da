package frontdoor.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import frontdoor.report.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Frontdoor's own defaults: the reference.conf that the jar holds, which is the one operators read. */
public final class Reference {
    /** What places call it. */
    public static final String NAME = "reference.conf";

    private Reference() {}

    /** The defaults as the lowest layer of a configuration. */
    public static Layer layer() {
        SourceFiles files = new SourceFiles();
        files.add(NAME, text());
        ConfigObject root = parse(files.text(NAME)).root();
        ConfigObject block = root.toConfig().getObject("frontdoor");
        WrittenPlaces places = WrittenPlaces.of(files);
        return new Layer("", block, places.of("", block, new Place(NAME, 0)), places, true);
    }

    public static String text() {
        try (InputStream resource = Reference.class.getResourceAsStream("/" + NAME)) {
            if (resource == null) {
                throw new IllegalStateException("reference.conf is missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(
                text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(NAME));
    }
}
