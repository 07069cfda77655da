package frontdoor.probe;

import frontdoor.http.Authority;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.policy.ReservedPath;

/** A question to a host. No question has a meaning to its application, and none reaches it. */
enum Question {
    /** A page that is there: 200, or the redirect to the canonical host. */
    PAGE(ReservedPath.PROBE, "a page"),
    /** A page that is not there: 404, or the redirect to the canonical host; in the clear, whatever the site answers there. */
    NOTHING(ReservedPath.PROBE + "/nothing", "a page that is not there"),
    /** A request that cannot be parsed: 400. Of HTTP/1 only. */
    MALFORMED(ReservedPath.PROBE, "a malformed request");

    private static final String METHOD = "HEAD";

    private final String path;
    private final String text;

    Question(String path, String text) {
        this.path = path;
        this.text = text;
    }

    String path() {
        return path;
    }

    /** For a log line. */
    String text() {
        return text;
    }

    /** A request of HTTP/1.1 about {@code host}; a malformed one has a Host field too many (RFC 9112 3.2). */
    String toHttp1(ProbedHost host) {
        String field = "Host: " + host.name() + "\r\n";
        return METHOD + " " + path + " HTTP/1.1\r\n" + field + (this == MALFORMED ? field : "") + "\r\n";
    }

    /** The same as the listeners read it. */
    RequestHead toHead(ProbedHost host) {
        RequestHead head = new RequestHead();
        byte[] octets = Octets.of(METHOD + path);
        int start = head.fields().append(octets, 0, octets.length);
        head.setMethod(start, METHOD.length());
        head.setTarget(start + METHOD.length(), path.length());
        head.setAuthority(new Authority(host.name(), Authority.NO_PORT));
        return head;
    }
}
