package frontdoor.snapshot;

import frontdoor.config.AccessConfig;
import frontdoor.config.ClientCertificatesConfig;
import frontdoor.config.SiteSettings;
import frontdoor.share.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The rules about who may send a request, and how many.
 *
 * @param access by address; null where everybody may
 * @param rate of each client; null for as many as it likes
 * @param certificates by certificate; null where everybody may
 */
public record EntryRules(
        @Nullable AccessConfig access,
        @Nullable RateLimit rate,
        @Nullable ClientCertificatesConfig certificates) {
    /**
     * Those of {@code settings}, or null: there are none.
     *
     * @param counted whose requests are counted together, such as {@code sites.shop}
     */
    static @Nullable EntryRules of(SiteSettings settings, String counted) {
        AccessConfig access = settings.access().isOpen() ? null : settings.access();
        RateLimit rate = settings.rateLimit()
                .map(limit ->
                        RateLimit.of(counted, limit.requests(), limit.per().toNanos(), limit.burst()))
                .orElse(null);
        ClientCertificatesConfig certificates = settings.clientCertificates().orElse(null);
        return access == null && rate == null && certificates == null
                ? null
                : new EntryRules(access, rate, certificates);
    }
}
