package frontdoor;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * What a client meets at one URL, be it foretold or seen; pattern hosts are replaced by a name that they cover.
 *
 * @param meets {@code 301 -> LOCATION}, {@code forward to NAME}, a status, or {@code closed}
 * @param policies every Strict-Transport-Security
 * @param names those of the certificate; empty without TLS
 */
record WireHop(String url, String meets, List<String> policies, Set<String> names) {
    private static final String CLOSED = "closed";

    WireHop {
        policies = List.copyOf(policies);
        // In order, so that two that should be equal can be compared by eye.
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** What {@code plan --json} says of a hop. */
    static WireHop foretold(Config hop) {
        String meets = hop.hasPath("forward")
                ? "forward to " + hop.getString("forward")
                : hop.hasPath("closed")
                        ? CLOSED
                        : hop.getInt("status") + (hop.hasPath("location") ? " -> " + hop.getString("location") : "");
        return new WireHop(
                concrete(hop.getString("url")),
                concrete(meets),
                hop.hasPath("hsts") ? List.of(hop.getString("hsts")) : List.of(),
                hop.hasPath("certificate") ? Set.copyOf(hop.getStringList("certificate.names")) : Set.of());
    }

    /** What explain says of hop after hop. */
    static List<WireHop> explained(List<String> lines) {
        List<WireHop> hops = new ArrayList<>();
        for (String line : lines) {
            String fact = line.strip().split(" {2}", 2)[0];
            if (line.startsWith("http")) {
                String meets = line.substring(fact.length()).strip().replaceFirst(" +\\(.*", "");
                hops.add(new WireHop(fact, meets, List.of(), Set.of()));
            } else if (fact.startsWith("Strict-Transport-Security: ")) {
                hops.addLast(hops.removeLast().with(fact.substring(fact.indexOf(' ') + 1)));
            } else if (fact.startsWith("certificate of ")) {
                String names = fact.substring("certificate of ".length(), fact.lastIndexOf(", ends "));
                hops.addLast(hops.removeLast().with(Set.of(names.split(", "))));
            }
        }
        return hops;
    }

    /** {@code z} stands for any label, and a host that nobody names for any host. */
    static String concrete(String text) {
        return text.replace("://*.", "://z.").replace("://*", "://" + GeneratedSites.STRANGER);
    }

    /** What a client meets that sends this method over this protocol: http/1.1 or h2 where the URL has TLS. */
    static WireHop seen(FrontDoorHarness door, String url, String method, String protocol) throws IOException {
        URI uri = URI.create(url);
        Request request = Request.get(uri.getRawAuthority(), url.substring(url.indexOf('/', "https://".length())))
                .method(method);
        if (uri.getScheme().equals("http")) {
            try (Http1Client client = door.plain()) {
                return seen(url, client.exchange(request), Set.of());
            }
        }
        String host = uri.getHost();
        try (SSLSocket socket = door.tlsOfAnyName(Character.isDigit(host.charAt(0)) ? null : host, protocol)) {
            Answer answer = protocol.equals("h2")
                    ? new Http2Client(socket).exchange(request)
                    : new Http1Client(socket).exchange(request);
            return seen(url, answer, names(socket));
        } catch (SSLException noHandshake) {
            return new WireHop(url, CLOSED, List.of(), Set.of());
        }
    }

    private static WireHop seen(String url, Answer answer, Set<String> names) {
        String meets = switch (answer.status()) {
            case 0 -> CLOSED;
            case 200 -> "forward to " + answer.value("x-backend");
            default -> answer.status() + location(answer);
        };
        return new WireHop(url, meets, answer.policies(), names);
    }

    private static String location(Answer answer) {
        List<String> locations = answer.values("location");
        return locations.isEmpty() ? "" : " -> " + String.join(" and ", locations);
    }

    private static Set<String> names(SSLSocket socket) throws IOException {
        X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        try {
            return leaf.getSubjectAlternativeNames().stream()
                    .map(name -> name.get(1).toString())
                    .collect(Collectors.toSet());
        } catch (CertificateParsingException e) {
            throw new IOException(e);
        }
    }

    /** The host that is asked. */
    String host() {
        return URI.create(url).getHost();
    }

    /** The same with this policy. */
    WireHop with(String policy) {
        return new WireHop(url, meets, List.of(policy), names);
    }

    private WireHop with(Set<String> certificate) {
        return new WireHop(url, meets, policies, certificate);
    }
}
