package frontdoor.admin;

import frontdoor.discovery.Discovery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pages that tell what HSTS hides and who still comes in the clear. */
public final class DiscoveryPages {
    /** What was found, for people. */
    public static final String TEXT = "/discovery";
    /** What was found, as JSON. */
    public static final String JSON = "/api/discovery";
    /** The host names that clients asked for, as JSON. */
    public static final String HOSTS = "/api/hosts";

    private static final String JSON_TYPE = "application/json";

    private DiscoveryPages() {}

    /**
     * The pages over their source.
     *
     * @param siteOf the name of the site a host belongs to, or null
     */
    public static Map<String, AdminPage> of(Discovery discovery, Function<String, @Nullable String> siteOf) {
        Map<String, AdminPage> pages = new LinkedHashMap<>();
        pages.put(TEXT, AdminPages.reading(() -> AdminAnswer.text(200, discovery.text())));
        pages.put(JSON, AdminPages.reading(() -> new AdminAnswer(200, JSON_TYPE, discovery.json())));
        pages.put(HOSTS, AdminPages.reading(() -> new AdminAnswer(200, JSON_TYPE, discovery.hostsJson(siteOf))));
        return pages;
    }
}
