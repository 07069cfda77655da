package frontdoor.snapshot;

import frontdoor.config.SiteSettings;
import frontdoor.pages.ErrorPages;
import org.jspecify.annotations.Nullable;

/**
 * The parts that features made of the settings of a site; null where one is off, so that it costs nothing then.
 *
 * @param errorPages the pages for its errors
 */
public record SiteFeatures(@Nullable ErrorPages errorPages) {
    /** None. */
    public static final SiteFeatures NONE = new SiteFeatures(null);

    static SiteFeatures of(SiteSettings settings) {
        return new SiteFeatures(ErrorPages.of(settings.errorPages()));
    }
}
