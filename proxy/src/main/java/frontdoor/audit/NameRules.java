package frontdoor.audit;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.hosts.PublicSuffixes;
import frontdoor.report.Printable;
import java.util.regex.Pattern;

/** Judges the name of a host by what preload lists take. */
final class NameRules {
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private NameRules() {}

    /** Whether the name is one at all, so that it can be asked for. */
    static boolean isName(String host, Findings findings) {
        if (host.startsWith(".")) {
            findings.add(Code.BEGINS_WITH_DOT, host, "the name begins with a dot");
        } else if (host.endsWith(".")) {
            findings.add(Code.ENDS_WITH_DOT, host, "the name ends with a dot");
        } else if (host.contains("..")) {
            findings.add(Code.CONTAINS_DOUBLE_DOT, host, "the name has an empty label");
        } else if (isAddress(host)) {
            findings.add(Code.IS_IP_ADDRESS, host, "this is an address, and no name");
        } else if (!host.chars().allMatch(NameRules::isNameCharacter)) {
            findings.add(
                    Code.INVALID_CHARACTERS,
                    Printable.of(host),
                    "the name is not made of letters, digits, hyphens, underscores and dots alone");
        }
        return !findings.hasErrors();
    }

    /** Whether a list takes a name like this, at this place of the tree. */
    static void judgeForLists(String host, Demands demands, Findings findings) {
        if (demands.areOfList() && host.indexOf('_') >= 0) {
            findings.add(
                    Code.INVALID_CHARACTERS, host, "the name has an underscore, which browsers take and lists do not");
        }
        String registrable = PublicSuffixes.registrableDomain(host);
        if (registrable == null) {
            findings.add(Code.PUBLIC_SUFFIX, host, host + " is a public suffix: others register names below it");
        } else if (!registrable.equals(host)) {
            findings.add(
                    Code.IS_SUBDOMAIN,
                    host,
                    host + " is below " + registrable + ", and lists take registrable domains only");
        }
    }

    static boolean isRegistrable(String host) {
        return host.equals(PublicSuffixes.registrableDomain(host));
    }

    static boolean isAddress(String host) {
        return host.startsWith("[") || DOTTED_QUAD.matcher(host).matches();
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }
}
