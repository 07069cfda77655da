package frontdoor.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of other servers that people look for here, and what to write instead. */
final class OtherServers {
    /** A name as it is spelt there, whose it is, and ours. */
    private static final String TABLE = """
            server|nginx|write sites.NAME { hosts = [...], backend = "http://HOST:PORT" }
            server_name|nginx|write hosts = ["example.com"] in the site
            ssl_certificate|nginx|write certificate.chain = FILE in the site
            ssl_certificate_key|nginx|write certificate.key = FILE in the site
            ssl_protocols|nginx|there is nothing to choose, TLS 1.2 and 1.3 are served
            ssl_ciphers|nginx|there is nothing to choose, the suites are those that browsers take today
            proxy_pass|nginx|write backend = "http://HOST:PORT" in the site, or routes
            location|nginx|write routes = [{ path = "/", upstream = NAME }] in the site
            upstream|nginx|write upstreams.NAME.servers = ["http://HOST:PORT"]
            return|nginx|http is redirected to https as it is; elsewhere leads a route with redirect = "https://..."
            rewrite|nginx|http is redirected to https as it is; elsewhere leads a route with redirect = "https://..."
            add_header|nginx|write hsts.max-age = 365d in the site; other fields are the backend's
            client_max_body_size|nginx|write limits.body = 10MiB in the site, or off
            client_body_timeout|nginx|write timeouts.client-body = 30s in the site
            client_header_timeout|nginx|write listen.timeouts.client-header = 10s
            keepalive_timeout|nginx|write listen.timeouts.client-idle = 60s
            send_timeout|nginx|write listen.timeouts.client-write = 30s
            large_client_header_buffers|nginx|write listen.limits { header-size = 32KiB, request-line = 16KiB }
            proxy_connect_timeout|nginx|write timeouts.upstream-connect = 5s in the site
            proxy_read_timeout|nginx|write timeouts { upstream-response = 60s, upstream-idle = 60s } in the site
            proxy_send_timeout|nginx|write timeouts.upstream-idle = 60s in the site
            proxy_set_header|nginx|X-Forwarded-For, X-Forwarded-Proto and Host are set as they are
            worker_connections|nginx|write listen.limits.connections = 10000
            access_log|nginx|write access-log.file = FILE
            error_log|nginx|there is none to choose, it goes to standard error
            gzip|nginx|there is nothing to write, bodies pass as the backend has compressed them
            root|nginx|there are no files to serve here, only backends
            http2|nginx|write listen.http2 = true
            listen|nginx|write listen { plaintext = [":80"], tls = [":443"] } in frontdoor { }
            frontend|HAProxy|write sites.NAME { hosts = [...], backend = "http://HOST:PORT" }
            bind|HAProxy|write listen { plaintext = [":80"], tls = [":443"] }
            default_backend|HAProxy|write backend = "http://HOST:PORT" in the site
            use_backend|HAProxy|write backend = "http://HOST:PORT" in the site, or routes
            maxconn|HAProxy|write listen.limits.connections = 10000
            timeout_client|HAProxy|write listen.timeouts { client-idle = 60s, client-write = 30s }
            timeout_server|HAProxy|write timeouts { upstream-response = 60s, upstream-idle = 60s } in the site
            timeout_connect|HAProxy|write timeouts.upstream-connect = 5s in the site
            timeout_http_request|HAProxy|write listen.timeouts.client-header = 10s
            timeout_http_keep_alive|HAProxy|write listen.timeouts.client-idle = 60s
            timeout_tunnel|HAProxy|write timeouts.websocket-idle = 1h in the site
            reverse_proxy|Caddy|write backend = "http://HOST:PORT" in the site
            handle|Caddy|write routes = [{ path = "/", upstream = NAME }] in the site
            handle_path|Caddy|write routes = [{ path = "/", upstream = NAME }] in the site
            redir|Caddy|write a route with redirect = "https://..."
            tls|Caddy|write certificate { chain = FILE, key = FILE } in the site
            entrypoints|Traefik|write listen { plaintext = [":80"], tls = [":443"] }
            routers|Traefik|write sites.NAME { hosts = [...], routes = [...] }
            services|Traefik|write upstreams.NAME.servers = ["http://HOST:PORT"]
            loadbalancer|Traefik|write upstreams.NAME.servers = ["http://HOST:PORT"]
            middlewares|Traefik|write what they do into the site: hsts, canonical, redirect-status
            certificatesresolvers|Traefik|write certificates.directory = DIRECTORY, where an ACME client leaves its pairs
            certresolver|Traefik|write certificates.directory = DIRECTORY, where an ACME client leaves its pairs
            stsseconds|Traefik|write hsts.max-age = 365d in the site
            stsincludesubdomains|Traefik|write hsts.include-subdomains = true in the site
            stspreload|Traefik|write hsts.preload = true in the site
            servername|Apache|write hosts = ["example.com"] in the site
            serveralias|Apache|write hosts = ["example.com", "www.example.com"] in the site
            sslcertificatefile|Apache|write certificate.chain = FILE in the site
            sslcertificatekeyfile|Apache|write certificate.key = FILE in the site
            proxypass|Apache|write backend = "http://HOST:PORT" in the site, or routes
            proxytimeout|Apache|write timeouts.upstream-response = 60s in the site
            limitrequestbody|Apache|write limits.body = 10MiB in the site
            """;

    private static final Map<String, String[]> BY_NAME = TABLE.lines()
            .map(line -> line.split("\\|", 3))
            .collect(Collectors.toMap(columns -> columns[0], Function.identity()));

    private static final Pattern FIRST_WORDS = Pattern.compile("\\s*([\\w-]+)[ \\t]+(?![={:+\\[])([\\w-]+)?");

    private OtherServers() {}

    /** What to write for a key that another server has; empty when none is known to have it. */
    static Optional<String> adviceFor(String key) {
        String[] columns = BY_NAME.get(key.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"));
        return Optional.ofNullable(columns).map(found -> found[1] + "'s " + key + ": " + found[2]);
    }

    /** The same for a line that is no HOCON, by how it begins. */
    static Optional<String> adviceForLine(String line) {
        Matcher words = FIRST_WORDS.matcher(line);
        if (!words.lookingAt()) {
            return Optional.empty();
        }
        String first = words.group(1);
        Optional<String> both = Optional.ofNullable(words.group(2)).flatMap(second -> adviceFor(first + " " + second));
        return both.or(() -> adviceFor(first));
    }

    /** Every name in the table, for the test that compares what it says with the keys that there are. */
    static Iterable<String> all() {
        return Arrays.asList(TABLE.split("\n"));
    }
}
