package frontdoor.audit;

import frontdoor.http.Url;
import org.jspecify.annotations.Nullable;

/**
 * One address on the way.
 *
 * @param next where browsers go from here; null if they stay
 */
record Hop(Url url, Reply reply, @Nullable Url next) {}
