package frontdoor.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a Strict-Transport-Security field (RFC 6797 6.1) where somebody pasted it into a configuration. */
final class HstsHeader {
    private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?(\\d{1,12})");

    private HstsHeader() {}

    static boolean isOne(String text) {
        return MAX_AGE.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /** What follows {@code max-age} in a configuration that says the same: {@code = 31536000s, include-subdomains = true}. */
    static String asConfigured(String header) {
        String text = header.toLowerCase(Locale.ROOT);
        Matcher maxAge = MAX_AGE.matcher(text);
        String seconds = maxAge.find() ? maxAge.group(1) : "0";
        return "= " + seconds + "s"
                + (text.contains("includesubdomains") ? ", include-subdomains = true" : "")
                + (text.contains("preload") ? ", preload = true" : "");
    }
}
