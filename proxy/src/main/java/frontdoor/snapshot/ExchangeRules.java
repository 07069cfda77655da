package frontdoor.snapshot;

import frontdoor.config.SiteSettings;
import frontdoor.heads.RequestRules;
import frontdoor.heads.ResponseRules;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the exchanges of a site with its backends, or for those of one of its routes.
 *
 * @param settings as configured; what a feature makes of them is beside them
 * @param requestRules for the heads of requests to backends
 * @param responseRules for the heads of their answers
 * @param ownAnswers for the heads of answers of our own; null for none
 * @param entry who may send requests, and how many; null for everybody as many as he likes
 */
public record ExchangeRules(
        SiteSettings settings,
        RequestRules requestRules,
        ResponseRules responseRules,
        @Nullable ResponseRules ownAnswers,
        @Nullable EntryRules entry) {}
