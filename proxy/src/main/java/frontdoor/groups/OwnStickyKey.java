package frontdoor.groups;

import frontdoor.report.Cause;
import frontdoor.sticky.StickyKey;
import frontdoor.sticky.StickyKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key for cookies of upstreams that name no key file: the one in the state directory, which is made when it is needed first.
 *
 * <h2>Threads</h2>
 *
 * The one that changes the configuration.
 */
final class OwnStickyKey {
    private static final Logger log = LoggerFactory.getLogger(OwnStickyKey.class);

    private @Nullable StickyKey key;

    /** The same at each call, while the process lives. Blocks at the first. */
    StickyKey get(Path stateDirectory) {
        StickyKey known = key;
        if (known == null) {
            known = read(stateDirectory);
            key = known;
        }
        return known;
    }

    private static StickyKey read(Path stateDirectory) {
        try {
            return StickyKeyFile.ofState(stateDirectory);
        } catch (IOException failed) {
            log.atWarn()
                    .addKeyValue("file", stateDirectory.resolve(StickyKeyFile.NAME))
                    .addKeyValue("cause", Cause.inWords(failed))
                    .log(
                            "the key of sticky cookies can neither be read nor made; clients lose their servers at the next start");
            return StickyKeyFile.passing();
        }
    }
}
