package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.idna.Idna;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where a redirect route leads: an absolute URL with a path (RFC 3986 4.3). */
final class RedirectUrl {
    private static final Pattern FORM = Pattern.compile("(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final Pattern HOST = Pattern.compile("(?<=^https?://)[^/?#:]*");
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?#\\[\\]@!&'()*+,;=%-]*");
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

    private RedirectUrl() {}

    static String read(Node node) {
        Optional<String> text = Scalars.text(node);
        text.flatMap(RedirectUrl::wrong).ifPresent(node::problem);
        return text.map(RedirectUrl::sent).orElse("");
    }

    /** As it is sent: its host in A-labels. */
    private static String sent(String url) {
        return HOST.matcher(url).replaceFirst(host -> Matcher.quoteReplacement(Idna.toALabels(host.group())));
    }

    private static Optional<String> wrong(String url) {
        if (url.indexOf('@') >= 0 && url.matches("https?://[^/?#]*@.*")) {
            // Not shown: what stands before the @ may be a password.
            return Optional.of("holds a user name or password; remove it");
        }
        String shown = Quoted.of(url);
        if (url.startsWith("/")) {
            return Optional.of(shown + " has no host; write \"https://HOST" + url + "\"");
        }
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            return Optional.of("expected a URL such as \"https://example.com/\", found " + shown);
        }
        if (url.indexOf('$') >= 0 || url.indexOf('{') >= 0) {
            return Optional.of(
                    shown + " has a variable, and there are none; a URL that ends with / gets the rest of the"
                            + " path and the query by itself");
        }
        if (!CHARACTERS.matcher(sent(url)).matches() || url.matches(".*%(?![0-9A-Fa-f]{2}).*")) {
            return Optional.of(shown + " is not a URL; encode what is not one of its characters as %XX");
        }
        Optional<String> host = wrongHost(form.group(2));
        if (host.isPresent()) {
            return Optional.of(shown + ": the host " + host.get());
        }
        return form.group(3).isEmpty()
                ? Optional.of(shown + " has no path; write " + Quoted.of(form.group(1) + "://" + form.group(2) + "/")
                        + ", to which the rest of the path and the query are appended, or name a page")
                : Optional.empty();
    }

    private static Optional<String> wrongHost(String authority) {
        Matcher port = PORT.matcher(authority);
        String host = port.find() && !authority.endsWith("]") ? authority.substring(0, port.start()) : authority;
        if (!host.equals(authority)
                && (Integer.parseInt(port.group(1)) < 1 || Integer.parseInt(port.group(1)) > 65_535)) {
            return Optional.of("has no valid port; 1 to 65535 is possible");
        }
        return host.startsWith("*") ? Optional.of("is not one host") : HostPatternReader.wrong(host);
    }
}
