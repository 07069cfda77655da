package frontdoor.preflight;

import frontdoor.idna.Idna;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a host as people write it down: with a scheme, a port, a path, capitals, a dot at its end, in any script. */
final class HostNameReader {
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65_535;
    /** Labels that make a name one of something else than a host; of the registry of RFC 8552, and those of Windows domains. */
    private static final Set<String> RESERVED = Set.of(
            ("_acme-challenge _adsp _atproto _bimi _dccp _dmarc _domainkey _mta-sts _openpgpkey _report _sctp _smimecert"
                            + " _smtp _spf _ta _tcp _tls _udp _validation-contactemail _vouch _msdcs _sites")
                    .split(" "));

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");
    /** What ends in a number is an address, or nothing, to every browser. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?\\d+");

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("(?i)[0-9a-f:]*:[0-9a-f]*:[0-9a-f:.]*(?:%.*)?");
    private static final Pattern WITH_PORT = Pattern.compile("([^:]+):(\\d{0,5})");

    private HostNameReader() {}

    /** Reads what somebody wrote. */
    static WrittenName read(String written) {
        String host = authority(written.strip());
        if (host.startsWith("[") || IPV6.matcher(host).matches()) {
            return new WrittenName.NoHost();
        }
        Matcher port = WITH_PORT.matcher(host);
        if (port.matches() && (port.group(2).isEmpty() || Integer.parseInt(port.group(2)) <= MAX_PORT)) {
            // RFC 6797 8.3: a policy binds every port of a host.
            host = port.group(1);
        }
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return named(Idna.ofTyped(host).toLowerCase(Locale.ROOT));
    }

    private static WrittenName named(String name) {
        String plain = name.startsWith("*.") ? name.substring(2) : name;
        String[] labels = plain.split("\\.", -1);
        if (plain.length() > MAX_NAME
                || !Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())) {
            return new WrittenName.Unreadable("is no name of a host");
        }
        return NUMERIC.matcher(plain).matches() || Arrays.stream(labels).anyMatch(RESERVED::contains)
                ? new WrittenName.NoHost()
                : new WrittenName.Host(name);
    }

    /** Whether it is an IP address, as the first word of a line in a hosts file is. */
    static boolean isAddress(String word) {
        return IPV4.matcher(word).matches() || IPV6.matcher(word).matches();
    }

    /** What is between the scheme, with a user, and the path. */
    private static String authority(String written) {
        int scheme = written.indexOf("://");
        String host = written.substring(scheme < 0 ? 0 : scheme + 3).split("[/?#]", 2)[0];
        return scheme < 0 ? host : host.substring(host.lastIndexOf('@') + 1);
    }
}
