package frontdoor.development;

import java.nio.file.Path;
import java.util.List;

/** The four lines that a development front door says when it is open. */
public record DevelopmentGreeting(DevelopmentSite site, DevelopmentPorts ports, Path authorityFile, String behind) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The lines, without their ends. */
    public List<String> lines() {
        String https = url("https", ports.https(), HTTPS_PORT);
        String host = site.host();
        return List.of(
                "open:   %s, and %s leads there (also on %s)"
                        .formatted(
                                https, url("http", ports.http(), HTTP_PORT), String.join(" and ", ports.addresses())),
                "behind: " + behind,
                "trust:  the authority in %s; HSTS lasts only %d s, because that long browsers open no http://%s:PORT"
                        .formatted(authorityFile, DevelopmentSite.MAX_AGE.toSeconds(), host),
                "stop:   Ctrl-C");
    }

    private String url(String scheme, int port, int usual) {
        return scheme + "://" + site.host() + (port == usual ? "" : ":" + port) + "/";
    }
}
