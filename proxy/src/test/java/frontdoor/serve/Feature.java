package frontdoor.serve;

import java.nio.file.Path;

/** One capability switched on, for {@link ExchangeBenchmark}: what is written for it in a listener, a site, a route and an upstream. */
public enum Feature {
    OFF("", "", "", ""),
    TRUSTED_PROXIES("trusted-proxies = [\"127.0.0.1\", \"192.0.2.0/24\"]", "", "", ""),
    PROXY_PROTOCOL_ACCEPT("proxy-protocol = accept, trusted-proxies = [\"127.0.0.1\"]", "", "", ""),
    ACCESS("", "access { allow = [\"127.0.0.0/8\", \"10.0.0.0/8\"], deny = [\"127.0.0.9\", \"10.1.0.0/16\"] }", "", ""),
    RATE_LIMIT("", "rate-limit { requests = 1000000, per = 1s, burst = 1000000 }", "", ""),
    BASIC_AUTH("", "basic-auth { users-file = \"USERS\" }", "", ""),
    FORWARD_AUTH(
            "", "forward-auth { url = \"http://127.0.0.1:PORT/auth\", copy-response = [\"Remote-User\"] }", "", ""),
    STICKY("", "", "", "sticky = { }"),
    HASH("", "", "", "balance = hash"),
    HEALTH_CHECK("", "", "", "health-check { path = \"/1k\" }"),
    LIMITS_REQUESTS("", "", "", "limits { requests = 1000, queue = 1000 }"),
    RETRY_STATUS("", "", "", "retry { times = 2, status = [502, 503] }"),
    PROXY_PROTOCOL_OUT("", "", "", "proxy-protocol = v2"),
    HEADERS_TEXT("", "headers.response { set { X-Frame-Options = \"DENY\" }, remove = [\"Server\"] }", "", ""),
    HEADERS_VARIABLES(
            "",
            "headers { request.set { X-Client = \"{client-address}\", X-Path = \"{path}\" }, response.set.X-Id = \"{request-id}\" }",
            "",
            ""),
    ROUTE_REGEX("", "", "path-regex = \"^/([0-9])(k)$\"", ""),
    REWRITE("", "", "path-regex = \"^/([0-9])(k)$\", rewrite = \"/$1$2\"", ""),
    REPLACE_PREFIX("", "", "path = \"/\", replace-prefix = \"/app/\"", ""),
    ERROR_PAGES("", "error-pages { \"5xx\" = \"USERS.html\", intercept = true }", "", ""),
    REPAIRS("", "repair { cookie-same-site = lax, cookie-http-only = true, upgrade-insecure-requests = true }", "", ""),
    UNDERSCORES("", "headers.request.underscores = [\"DOWNLOAD_URI\"]", "", ""),
    COMPRESSION("", "compression = on", "", ""),
    MAINTENANCE_ALLOW("", "maintenance { allow = [\"127.0.0.1\"] }", "", "");

    private final String listen;
    private final String site;
    private final String route;
    private final String upstream;

    Feature(String listen, String site, String route, String upstream) {
        this.listen = listen;
        this.site = site;
        this.route = route;
        this.upstream = upstream;
    }

    /** A configuration with it, of one site before the server on {@code port}. */
    String configured(Path state, Path chain, Path key, Path users, int port) {
        String first = route.isEmpty() ? "" : "{ " + route + ", upstream = b }, ";
        String last = route.startsWith("path = ") ? "" : "{ path = \"/\", upstream = b }";
        return """
                frontdoor {
                  listen { plaintext = [], tls = ["127.0.0.1:0"], %s }
                  admin.listen = off
                  access-log.enabled = false
                  state-directory = "%s"
                  sites.bench {
                    hosts = ["*"], certificate { chain = "%s", key = "%s" }
                    hsts { max-age = 365d }, routes = [ %s%s ]
                    %s
                  }
                  upstreams.b { servers = ["127.0.0.1:%d", "localhost:%d"]
                    %s
                  }
                }
                """.formatted(listen, state, chain, key, first, last, site, port, port, upstream)
                .replace("USERS", users.toString())
                .replace("PORT", Integer.toString(port));
    }
}
