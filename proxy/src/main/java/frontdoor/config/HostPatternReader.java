package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.HostPattern;
import frontdoor.idna.Idna;
import java.net.Inet6Address;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names a site may answer for: a strict part of RFC 3986's {@code reg-name}, in the one form in which requests are
 * matched (lower case, no trailing dot, no port), in A-labels or as U-labels, which stand for them.
 */
final class HostPatternReader {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    /** The same in any script: how long it is, its A-label tells. */
    private static final Pattern FOREIGN_LABEL =
            Pattern.compile("[a-z0-9_\\P{ASCII}]([a-z0-9_\\P{ASCII}-]*[a-z0-9_\\P{ASCII}])?");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private static final String SUCH_AS = "; write one such as \"example.com\"";

    private HostPatternReader() {}

    /** The pattern that {@code node} holds; reports why it is none. */
    static Optional<HostPattern> pattern(Node node) {
        Optional<String> text = Scalars.text(node);
        Optional<String> wrong = text.flatMap(HostPatternReader::wrong);
        wrong.ifPresent(why -> node.problem(node.shown() + " " + why));
        return wrong.isPresent() ? Optional.empty() : text.map(Idna::toALabels).map(HostPattern::of);
    }

    /** What is wrong with {@code text} as a pattern, with the fix where there is one. */
    static Optional<String> wrong(String text) {
        if (isPlainName(text)) {
            return Optional.empty();
        }
        boolean address = Addresses.parse(text).isPresent();
        if (text.equals("*") || (address && text.indexOf(':') < 0)) {
            return Optional.empty();
        }
        if (address || text.startsWith("[")) {
            return wrongBrackets(text);
        }
        String name = text.startsWith("*.") ? text.substring(2) : text;
        Optional<String> wrong = Idna.isForeign(name) ? wrongForeign(name) : wrongLabels(name, LABEL);
        // No name of another form has good labels; of those that have not, the form tells more.
        return wrong.isPresent()
                ? wrongForm(name)
                        .map(why -> why.replace("\0", text.substring(0, text.length() - name.length())))
                        .or(() -> wrong)
                : wrong;
    }

    /** Whether {@code text} is a name beyond doubt, as thousands are: nothing but letters, digits, hyphens and dots, no label too long. */
    private static boolean isPlainName(String text) {
        int length = text.length();
        int label = 0;
        boolean letter = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                letter = true;
                label++;
            } else if (c >= '0' && c <= '9' || c == '-' && label > 0 && i + 1 < length && text.charAt(i + 1) != '.') {
                label++;
            } else if (c == '.' && label > 0) {
                label = 0;
                letter = false;
            } else {
                return false;
            }
            if (label > LONGEST_LABEL) {
                return false;
            }
        }
        return letter && length <= LONGEST_NAME;
    }

    private static Optional<String> wrongBrackets(String text) {
        String inner = text.replaceFirst("^\\[", "").replaceFirst("]$", "");
        return Addresses.parse(inner)
                .filter(Inet6Address.class::isInstance)
                .map(address -> Addresses.toHost(address).equals(text)
                        ? Optional.<String>empty()
                        : Optional.of(
                                "is not written as requests name it; write \"" + Addresses.toHost(address) + "\""))
                .orElseGet(
                        () -> Optional.of("is not an IPv6 address in brackets; write one such as \"[2001:db8::1]\""));
    }

    /** Faults that have a fix; {@code \0} in it stands for the {@code *.} before the name. */
    private static Optional<String> wrongForm(String name) {
        if (name.isEmpty()) {
            return Optional.of("is not a host name" + SUCH_AS);
        }
        if (name.contains("://") || name.indexOf('/') >= 0) {
            return Optional.of("is a URL; write the host name alone");
        }
        if (name.indexOf(':') >= 0 && PORT.matcher(name).find()) {
            return Optional.of("has a port; write \"\0" + PORT.matcher(name).replaceFirst("") + "\"");
        }
        if (name.endsWith(".") && name.length() > 1 && !name.endsWith("..")) {
            return Optional.of("ends with a dot; write \"\0" + name.substring(0, name.length() - 1) + "\"");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (Idna.isForeign(name)) {
            return Idna.fault(name)
                    .filter(fault ->
                            wrongLabels(Idna.toALabels(fault.write()), LABEL).isEmpty())
                    .map(fault -> fault.reason() + "; write \"\0" + fault.write() + "\""
                            + (fault.certain() ? "" : " if that is what is meant"));
        }
        return name.equals(lower) ? Optional.empty() : Optional.of("is not in lower case; write \"\0" + lower + "\"");
    }

    /** Whatever the fault is where it has a cure, {@link #wrongForm} tells it. */
    private static Optional<String> wrongForeign(String name) {
        return wrongLabels(name, FOREIGN_LABEL)
                .or(() -> Idna.fault(name).map(Idna.Fault::reason))
                .or(() -> wrongLabels(Idna.toALabels(name), LABEL));
    }

    private static Optional<String> wrongLabels(String name, Pattern good) {
        if (name.indexOf('*') >= 0) {
            return Optional.of("has * in another place than alone or as the whole first label, *.example.com");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("is longer than 253 characters; no host can have it, remove it");
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!good.matcher(label).matches()) {
                return Optional.of("is not a host name: "
                        + (label.isEmpty() ? "a label is empty" : "label " + Quoted.of(label)) + SUCH_AS);
            }
        }
        if (!Idna.hasSoundALabels(name)) {
            return Optional.of(
                    "has an A-label (xn--) that stands for nothing; copy it from where the name is registered");
        }
        // A name that ends in a number is an address to every URL parser, and a broken one at that.
        boolean numeric = NUMBER.matcher(labels[labels.length - 1]).matches();
        return numeric
                ? Optional.of("is not an IPv4 address, and a host name does not end in a number" + SUCH_AS)
                : Optional.empty();
    }
}
