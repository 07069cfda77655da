package frontdoor.audit;

import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import frontdoor.report.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value of Strict-Transport-Security as browsers take it, or as the checker of a list reads it: more tolerantly than RFC 6797 6.1 in some
 * things, and without its quoted max-age.
 *
 * @param maxAge seconds, as an unsigned number; null where there is none that can be read
 */
record HstsHeader(@Nullable Long maxAge, boolean includeSubdomains, boolean preload) {
    private static final String MAX_AGE = "max-age";

    /** What browsers take {@code value} for; null if they ignore it. */
    static @Nullable HstsHeader ofBrowsers(String value) {
        HstsTerms terms = HstsSyntax.read(value);
        return terms == null ? null : new HstsHeader(terms.maxAge(), terms.includeSubdomains(), terms.preload());
    }

    /** Reads {@code value} as the checker does, and tells of what is odd about it. */
    static HstsHeader parse(String value, String about, Findings findings) {
        if (value.isBlank()) {
            findings.add(Code.PARSE_EMPTY, about, "the header has no value");
            return new HstsHeader(null, false, false);
        }
        Reading reading = new Reading(about, findings);
        for (String directive : value.split(";", -1)) {
            reading.directive(directive.strip());
        }
        return new HstsHeader(reading.maxAge, reading.includeSubdomains, reading.preload);
    }

    /** Whether browsers keep it for everything below the host too. */
    boolean bindsSubdomains() {
        return includeSubdomains && maxAge != null && maxAge != 0;
    }

    private static final class Reading {
        private final String about;
        private final Findings findings;
        private @Nullable Long maxAge;
        private boolean includeSubdomains;
        private boolean preload;

        Reading(String about, Findings findings) {
            this.about = about;
            this.findings = findings;
        }

        void directive(String directive) {
            String name = directive.toLowerCase(Locale.ROOT);
            if (name.startsWith("preload")) {
                onPreload(name);
            } else if (name.startsWith("includesubdomains")) {
                onIncludeSubdomains(name);
            } else if (name.startsWith(MAX_AGE + "=")) {
                onMaxAge(directive.substring(MAX_AGE.length() + 1));
            } else if (name.startsWith(MAX_AGE)) {
                add(Code.PARSE_NO_VALUE, "max-age is not followed by = at once: " + Printable.quoted(directive));
            } else if (name.isEmpty()) {
                add(Code.PARSE_EMPTY_DIRECTIVE, "there is nothing beside one of its semicolons");
            } else {
                add(Code.PARSE_UNKNOWN_DIRECTIVE, "nobody knows the directive " + Printable.quoted(directive));
            }
        }

        private void onPreload(String name) {
            if (!name.equals("preload")) {
                add(Code.PARSE_INVALID_PRELOAD, "preload is written as " + Printable.quoted(name));
            } else if (preload) {
                add(Code.PARSE_REPEATED_PRELOAD, "preload stands there more than once");
            } else {
                preload = true;
            }
        }

        private void onIncludeSubdomains(String name) {
            if (!name.equals("includesubdomains")) {
                add(Code.PARSE_INVALID_SUBDOMAINS, "includeSubDomains is written as " + Printable.quoted(name));
            } else if (includeSubdomains) {
                add(Code.PARSE_REPEATED_SUBDOMAINS, "includeSubDomains stands there more than once");
            } else {
                includeSubdomains = true;
            }
        }

        private void onMaxAge(String digits) {
            if (digits.length() > 1 && digits.startsWith("0")) {
                add(Code.PARSE_LEADING_ZERO, "max-age begins with a zero: " + Printable.quoted(digits));
            }
            if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                add(Code.PARSE_NON_DIGITS, "max-age is not made of digits: " + Printable.quoted(digits));
                return;
            }
            try {
                long seconds = Long.parseUnsignedLong(digits);
                if (maxAge == null) {
                    maxAge = seconds;
                } else {
                    add(Code.PARSE_REPEATED_MAX_AGE, "max-age stands there more than once");
                }
            } catch (NumberFormatException _) {
                add(Code.PARSE_INT, "max-age is no number that can be used: " + Printable.quoted(digits));
            }
        }

        private void add(Code code, String text) {
            findings.add(code, about, text);
        }
    }
}
