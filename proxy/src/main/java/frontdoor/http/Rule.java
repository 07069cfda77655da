package frontdoor.http;

/** The rules of HTTP that a message can break, each in words for whoever has to find out who broke it. */
public enum Rule {
    // RFC 9112 3, 4: the first line.
    METHOD("the method is no token of at most 64 characters"),
    REQUEST_LINE("the request line is not made of a method, a target and a version with one space between"),
    TARGET("the request target holds an octet that has to be percent-encoded, or is no target"),
    PROXY_HEADER(
            "a PROXY header where none is taken; listen.proxy-protocol and listen.trusted-proxies say from whom it is taken"),
    ASTERISK("the target *, which is for OPTIONS alone"),
    METHOD_OF_TUNNELS("CONNECT, which is for proxies that clients choose"),
    TARGET_OF_CONNECT("CONNECT with more than an authority, or without one"),
    PROTOCOL(":protocol in a request that is no CONNECT"),
    OTHER_PROTOCOL("an extended CONNECT for something other than websocket"),
    LENGTH_OF_TUNNEL("a Content-Length in an extended CONNECT"),
    SCHEME("the scheme is not the one of the connection"),
    VERSION("the version is none that is spoken here"),
    STATUS_LINE("the status line is malformed"),
    TLS_SPOKEN(
            "the server speaks TLS where plain HTTP is expected: a TLS record came instead of an answer; write https://"),
    GREETING("the server speaks first, as those of SMTP, FTP or SSH do: that port is none of HTTP"),
    HTTP_1_SPOKEN("the server speaks HTTP/1 where HTTP/2 is expected: a status line came instead of SETTINGS"),
    FRAMES_OUT_OF_ORDER("frames of a stream that may not come there"),
    NO_STATUS(":status is missing, or is none"),
    HTTP_2_SPOKEN("the server speaks HTTP/2 where HTTP/1.1 is expected: a frame came instead of a status line"),
    // RFC 9110 7.2, RFC 9112 3.2: the host.
    NO_HOST("no Host field"),
    HOST_TWICE("more than one Host field, or two that differ"),
    HOST("the host is no name or address with a port"),
    // RFC 9110 5, RFC 9112 5: field lines.
    BLANK_BEFORE_FIELDS("a blank before the first field"),
    BLANK_BEFORE_COLON("a blank before the colon of a field name"),
    FIELD_NAME("a field name with an octet that does not belong there"),
    EMPTY_NAME("an empty field name"),
    NO_COLON("a field line without a colon"),
    FOLDED_LINE("a folded line, the rest of a field"),
    FIELD_VALUE("a control octet, or a blank at an end, in the value of a field"),
    BARE_LF("a line that ends with LF alone"),
    BARE_CR("CR without LF behind it"),
    TOO_LARGE("too large: more octets, or more fields, than the limits allow"),
    // RFC 9112 6, RFC 9110 8.6: where the body ends.
    CONTENT_LENGTH("a Content-Length that is no length"),
    TWO_LENGTHS("a second Content-Length"),
    TWO_FRAMINGS("both Content-Length and Transfer-Encoding"),
    TWO_CODINGS("a second Transfer-Encoding"),
    CODING("a Transfer-Encoding other than chunked"),
    CODING_IN_HTTP_1_0("Transfer-Encoding in HTTP/1.0"),
    BODY_LENGTH("a body that is longer or shorter than its Content-Length"),
    CHUNK_SIZE("a chunk size that is none"),
    CHUNK_EXTENSION("a malformed chunk extension, or too many of them"),
    CHUNK_END("no line end behind the octets of a chunk"),
    // RFC 9112 8: what came of an answer when its connection was over.
    NO_ANSWER("the connection ended before any octet of an answer"),
    NEVER_ANSWERED(
            "the connection ended before any octet of an answer, and the server has never given one: does that port take https?"),
    RESET_UNANSWERED("the server reset the connection before any octet of an answer"),
    RESET_IN_ANSWER("the server reset the connection in the middle of its answer"),
    CUT_HEAD("the connection ended before the head of the answer did"),
    CUT_BODY("the connection ended before the body was as long as its Content-Length"),
    CUT_TLS("the TLS connection ended without close_notify, so nobody knows whether the body is whole"),
    CUT_CHUNKS("the connection ended before the last chunk of the body"),
    // RFC 9113 8: what HTTP/2 has instead.
    PSEUDO_FIELD("a pseudo-header field that is unknown, or not before all other fields, or there twice"),
    NO_PSEUDO_FIELD("a pseudo-header field that every request has is missing"),
    EMPTY_PATH("an empty :path"),
    TRAILERS_OF_TUNNEL("a trailer section in a tunnel, which carries octets alone"),
    PSEUDO_FIELD_IN_TRAILERS("a pseudo-header field in the trailer section"),
    FIELD_OF_CONNECTIONS("a field that is about a connection of HTTP/1"),
    // RFC 9110 7.6, 10.1, 15.2, 15.6.
    CONNECTION_OPTION("Connection names a field that is not about the connection"),
    EXPECTATION("Expect names something other than 100-continue"),
    TWO_AUTHORIZATIONS("a second Authorization: two servers could believe different ones"),
    MAX_FORWARDS("a Max-Forwards that is no number, or is there twice"),
    UNASKED_UPGRADE("101 that was not asked for, or not to websocket"),
    WRONG_ACCEPT("101 whose Sec-WebSocket-Accept does not answer the key that was sent"),
    NO_SWITCH("2xx to a websocket handshake: over HTTP/2 the client would take it for the switch"),
    TOO_MANY_INTERIM("more interim answers than anybody needs"),
    // No standard, but what nginx and Traefik expect of such a server.
    LOGIN_ANSWER("the server of forward-auth answered with neither 2xx nor 401, 403 or a redirect");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** What is wrong where it is broken. */
    public String words() {
        return words;
    }
}
