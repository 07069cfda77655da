package frontdoor.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import frontdoor.files.FilePattern;
import frontdoor.report.Cause;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Includes files, and nothing else, into the file it was made for.
 *
 * <p>The library's own includer falls back to the classpath and to the network, and keeps what it read to itself; a reload
 * has to know every file, the missing ones too.
 */
final class FileIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final String LOOKED_FOR = ", nor one of that name with .conf, .json or .properties";

    private final HoconFiles hocon;
    private final Path from;
    private final List<Path> trail;

    FileIncluder(HoconFiles hocon, Path from, List<Path> trail) {
        this.hocon = hocon;
        this.from = from;
        this.trail = trail;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext including, String what) {
        return what.contains("://") ? refuse(what, "includes a URL; only files can be included") : find(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext including, File what) {
        return find(what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext including, URL what) {
        return refuse(what.toString(), "includes a URL; only files can be included");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext including, String what) {
        return refuse(what, "includes from the classpath; only files can be included");
    }

    private ConfigObject find(String what) {
        if (FilePattern.hasWildcard(what)) {
            return findAll(what);
        }
        Path exact = from.resolveSibling(what);
        List<Path> candidates = what.matches(".*\\.(conf|json|properties)")
                ? List.of(exact)
                // HOCON: a name without an ending stands for every file of that name.
                : Stream.of("", ".properties", ".json", ".conf")
                        .map(ending -> from.resolveSibling(what + ending))
                        .toList();
        candidates.forEach(hocon.files()::watch);
        List<Path> found = candidates.stream().filter(Files::exists).toList();
        if (found.isEmpty()) {
            return refuse(what, "includes " + exact + ": no such file" + (candidates.size() > 1 ? LOOKED_FOR : ""));
        }
        return merge(what, found);
    }

    /** A pattern may match nothing: so an operator writes an include that is optional. */
    private ConfigObject findAll(String what) {
        try {
            Path pattern = from.resolveSibling(what);
            if (FilePattern.hasWildcard(String.valueOf(pattern.getParent()))) {
                return refuse(what, "includes " + pattern + ": only the last name of a path can be a pattern");
            }
            hocon.files().watch(pattern);
            return merge(what, FilePattern.list(pattern));
        } catch (IOException failed) {
            return refuse(what, "includes " + what + ": its directory: " + Cause.inWords(failed));
        }
    }

    /** What all of {@code found} say together, the later ones first. */
    private ConfigObject merge(String what, List<Path> found) {
        return HoconMerge.of(found.stream().map(file -> parse(what, file)).toList());
    }

    private ConfigObject parse(String what, Path file) {
        if (trail.contains(file.toAbsolutePath().normalize())) {
            return refuse(what, "includes itself, by way of " + file);
        }
        return hocon.files()
                .readIncluded(file)
                .map(failure -> refuse(what, "includes " + file + ": " + failure))
                .orElseGet(() -> hocon.parse(file, trail));
    }

    private ConfigObject refuse(String what, String text) {
        hocon.onProblem(new Problem(new Place(from.toString(), lineOf(what)), "", text));
        return ConfigFactory.empty().root();
    }

    /** The library does not tell where the include stands, so this looks for it. */
    private int lineOf(String what) {
        List<String> lines = hocon.files().text(from.toString()).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("include") && lines.get(i).contains('"' + what + '"')) {
                return i + 1;
            }
        }
        return 0;
    }
}
