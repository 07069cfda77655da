package frontdoor.audit;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.report.Level;
import frontdoor.report.Printable;
import org.jspecify.annotations.Nullable;

/** Judges the header of one answer, as the checker does for a host that wants to enter or to leave a preload list. */
final class HeaderRules {
    private static final long DAY = 86_400;
    private static final long EIGHTEEN_WEEKS = 18 * 7 * DAY;
    private static final long YEAR = 365 * DAY;

    private HeaderRules() {}

    /** Everything about the header of {@code answer}; the header itself, or null where there is not exactly one. */
    static @Nullable HstsHeader judge(String about, Answer answer, Demands demands, Findings findings) {
        int count = answer.hsts().size();
        if (count != 1) {
            findings.add(
                    count == 0 ? Code.NO_HEADER : Code.MULTIPLE_HEADERS,
                    about,
                    count == 0
                            ? "the answer carries no Strict-Transport-Security"
                            : "the answer carries Strict-Transport-Security " + count
                                    + " times; browsers take the first, checkers none");
            return null;
        }
        String value = answer.hsts().getFirst();
        Findings odd = new Findings(demands);
        HstsHeader header = HstsHeader.parse(value, about, odd);
        return switch (demands) {
            case REMOVAL -> {
                // What is merely sloppy keeps nobody on the list.
                findings.addAll(odd.list().stream()
                        .filter(finding -> finding.level() == Level.ERROR)
                        .toList());
                judgeRemoval(about, header, findings);
                yield header;
            }
            case PRELOAD, PRELOAD_OLD_ENTRY -> {
                findings.addAll(odd.list());
                judgePreload(about, header, demands, findings);
                judgeIgnored(about, value, findings);
                yield header;
            }
            case BROWSERS -> judgeForBrowsers(about, value, odd, findings);
        };
    }

    /** What browsers take counts as they take it, however the checker of a list would. */
    private static @Nullable HstsHeader judgeForBrowsers(String about, String value, Findings odd, Findings findings) {
        HstsHeader taken = HstsHeader.ofBrowsers(value);
        if (taken == null) {
            findings.addAll(odd.list());
            judgeIgnored(about, value, findings);
            return null;
        }
        odd.list().forEach(finding -> findings.addForLists(finding.code(), about, finding.text()));
        judgePreload(about, taken, Demands.BROWSERS, findings);
        return taken;
    }

    private static void judgeIgnored(String about, String value, Findings findings) {
        if (HstsHeader.ofBrowsers(value) == null && !findings.hasErrors()) {
            findings.add(
                    Code.IGNORED_HEADER,
                    about,
                    "browsers take no policy from " + Printable.quoted(value) + " (RFC 6797 6.1)");
        }
    }

    private static void judgePreload(String about, HstsHeader header, Demands demands, Findings findings) {
        if (!header.includeSubdomains()) {
            findings.add(Code.SUBDOMAINS_MISSING, about, "the header has no includeSubDomains");
        }
        if (!header.preload()) {
            findings.add(Code.PRELOAD_MISSING, about, "the header has no preload");
        }
        Long maxAge = header.maxAge();
        if (maxAge == null) {
            findings.add(Code.MAX_AGE_MISSING, about, "the header has no max-age that can be read");
            return;
        }
        boolean old = demands == Demands.PRELOAD_OLD_ENTRY;
        if (maxAge == 0) {
            findings.add(Code.MAX_AGE_ZERO, about, "max-age=0 ends the policy");
        } else if (Long.compareUnsigned(maxAge, old ? EIGHTEEN_WEEKS : YEAR) < 0) {
            findings.add(
                    old ? Code.MAX_AGE_BELOW_18_WEEKS : Code.MAX_AGE_BELOW_1_YEAR,
                    about,
                    "max-age=" + maxAge + " is less than " + (old ? "18 weeks" : "a year"));
        } else if (Long.compareUnsigned(maxAge, 10 * YEAR) > 0) {
            findings.add(
                    Code.MAX_AGE_OVER_10_YEARS,
                    about,
                    "max-age=" + Long.toUnsignedString(maxAge) + " is more than ten years");
        }
    }

    private static void judgeRemoval(String about, HstsHeader header, Findings findings) {
        if (header.preload()) {
            findings.add(Code.REMOVABLE_PRELOAD, about, "the header still says preload");
        }
        if (header.maxAge() == null) {
            findings.add(Code.REMOVABLE_MAX_AGE, about, "the header has no max-age that can be read");
        }
    }

    /** A policy that is only for trying out. */
    static void judgeLength(String about, HstsHeader header, Findings findings) {
        Long maxAge = header.maxAge();
        if (maxAge != null && maxAge > 0 && maxAge < DAY) {
            findings.add(
                    Code.SHORT_POLICY, about, "max-age=" + maxAge + " protects nobody who comes back later than that");
        }
    }
}
