package frontdoor.http;

/**
 * Everything that can go wrong with one exchange: one name each, the same in the access log, the metric and the tests.
 *
 * <p>A failure that is met after the response's head has been written has no answer any more; it ends the stream so that the client can
 * see it (RFC 9112 8).
 */
public enum Failure {
    MALFORMED_REQUEST(400, Retry.NEVER, "malformed_request"),
    BAD_FRAMING(400, Retry.NEVER, "bad_framing"),
    BAD_HOST(400, Retry.NEVER, "bad_host"),
    BAD_CONNECTION_OPTION(400, Retry.NEVER, "bad_connection_option"),
    AMBIGUOUS_PATH(400, Retry.NEVER, "ambiguous_path"),
    PLAIN_HTTP_ON_TLS_PORT(400, Retry.NEVER, "plain_http_on_tls_port"),
    /** The site wants a name and a password, and the request has brought none, or wrong ones. */
    LOGIN_REQUIRED(401, Retry.NEVER, "login_required"),
    /** The site takes no requests in the clear. */
    PLAINTEXT_REFUSED(403, Retry.NEVER, "plaintext_refused"),
    /** The site, or the route, is not for clients at this address. */
    ACCESS_DENIED(403, Retry.NEVER, "access_denied"),
    /** The site is for clients with a certificate, and this one has shown none, or one of nobody whom it is for. */
    CLIENT_CERTIFICATE_REFUSED(403, Retry.NEVER, "client_certificate_refused"),
    UNKNOWN_HOST(404, Retry.NEVER, "unknown_host"),
    NO_ROUTE(404, Retry.NEVER, "no_route"),
    METHOD_NOT_ALLOWED(405, Retry.NEVER, "method_not_allowed"),
    HEADER_TIMEOUT(408, Retry.NEVER, "header_timeout"),
    BODY_TIMEOUT(408, Retry.NEVER, "body_timeout"),
    BODY_TOO_LARGE(413, Retry.NEVER, "body_too_large"),
    URI_TOO_LONG(414, Retry.NEVER, "uri_too_long"),
    EXPECTATION_FAILED(417, Retry.NEVER, "expectation_failed"),
    MISDIRECTED(421, Retry.NEVER, "misdirected"),
    /** The client has sent more requests than the site takes of one. */
    RATE_LIMITED(429, Retry.NEVER, "rate_limited"),
    HEADER_TOO_LARGE(431, Retry.NEVER, "header_too_large"),
    /** The site closes connections in the clear; the log shows 444, nobody receives it. */
    PLAINTEXT_CLOSED(444, Retry.NEVER, "plaintext_closed"),
    /** The client went away; the log shows 499, nobody receives it. */
    CLIENT_ABORTED(499, Retry.NEVER, "client_aborted"),
    /** The client stopped reading; the log shows 499, nobody receives it. */
    CLIENT_STALLED(499, Retry.NEVER, "client_stalled"),
    /** The process ends and waits no longer; the log shows 499, nobody receives it. */
    CUT_AT_END(499, Retry.NEVER, "cut_at_end"),
    /** Octets kept coming from the client although they were not read for any more. */
    CLIENT_OVERRUN(400, Retry.NEVER, "client_overrun"),
    INTERNAL_ERROR(500, Retry.NEVER, "internal_error"),
    UNSUPPORTED_TRANSFER_CODING(501, Retry.NEVER, "unsupported_transfer_coding"),
    /** An extended CONNECT for something other than websocket (RFC 8441 4, RFC 9220 3). */
    UNSUPPORTED_PROTOCOL(501, Retry.NEVER, "unsupported_protocol"),
    /** As many requests of its connection as may be are with backends, and none of them ended in time. */
    STREAM_QUEUE_TIMEOUT(503, Retry.NEVER, "stream_queue_timeout"),
    UNSUPPORTED_VERSION(505, Retry.NEVER, "unsupported_version"),
    LOOP_DETECTED(508, Retry.NEVER, "loop_detected"),
    /** No socket could be made to ask a backend, or a name server, with: no descriptor is left. The backend is not to blame. */
    NO_SOCKET(503, Retry.NEVER, "no_socket"),
    /** The server that decides who comes in has answered with what is no decision. */
    LOGIN_FAILED(502, Retry.NEVER, "login_failed"),
    /** The server that decides who comes in says that it cannot just now. */
    LOGIN_UNAVAILABLE(503, Retry.NEVER, "login_unavailable"),
    /** So many passwords are to be checked that no more are taken. */
    LOGIN_OVERLOADED(503, Retry.NEVER, "login_overloaded"),
    /** The host is to have a certificate, and has none yet. */
    CERTIFICATE_AWAITED(503, Retry.NEVER, "certificate_awaited"),
    /** The site is in maintenance. */
    MAINTENANCE(503, Retry.NEVER, "maintenance"),
    /** Only the reserve of memory is left: the request was turned away before anything was done about it. */
    OVERLOADED(503, Retry.NEVER, "overloaded"),
    /** Health checks say that every server of the upstream is down. */
    UPSTREAM_DOWN(503, Retry.NEVER, "upstream_down"),
    UPSTREAM_UNRESOLVED(502, Retry.OTHER_PEER, "upstream_unresolved"),
    UPSTREAM_CONNECT_REFUSED(502, Retry.OTHER_PEER, "upstream_connect_refused"),
    /** The backend and we came to no terms about TLS, or it is not the one that it should be. */
    UPSTREAM_TLS_FAILED(502, Retry.OTHER_PEER, "upstream_tls_failed"),
    UPSTREAM_CONNECT_TIMEOUT(504, Retry.OTHER_PEER, "upstream_connect_timeout"),
    /** The backend has as many connections as it may, and as many requests wait for one as may. */
    UPSTREAM_QUEUE_FULL(503, Retry.OTHER_PEER, "upstream_queue_full"),
    /** The request waited for one of the backend's connections as long as it may. */
    UPSTREAM_QUEUE_TIMEOUT(503, Retry.NEVER, "upstream_queue_timeout"),
    /** The connection was of no use before anything of the request was sent on it, and before a piece of a body was handed over. */
    UPSTREAM_STALE(502, Retry.OTHER_PEER, "upstream_stale"),
    /** The backend has said that it did nothing about the request (RFC 9113 8.7), of which no piece of a body had been handed over. */
    UPSTREAM_REFUSED(502, Retry.OTHER_PEER, "upstream_refused"),
    /** The connection ended before any octet of the response: the request may or may not have been seen. */
    UPSTREAM_CLOSED(502, Retry.IF_REPEATABLE, "upstream_closed"),
    UPSTREAM_BAD_RESPONSE(502, Retry.NEVER, "upstream_bad_response"),
    UPSTREAM_CLOSED_EARLY(502, Retry.NEVER, "upstream_closed_early"),
    /** Octets kept coming from the backend although they were not read for any more. */
    UPSTREAM_OVERRUN(502, Retry.NEVER, "upstream_overrun"),
    UPSTREAM_RESPONSE_TIMEOUT(504, Retry.IF_REPEATABLE_ELSEWHERE, "upstream_response_timeout"),
    UPSTREAM_IDLE_TIMEOUT(504, Retry.NEVER, "upstream_idle_timeout"),
    /**
     * The connection that a client's login belongs to has ended in the middle of it, or is in use for too long. The log shows 502, nobody
     * receives it: the client's connection ends, or its stream asks for HTTP/1.1, so that the client logs in anew.
     */
    LOGIN_CONNECTION_UNAVAILABLE(502, Retry.NEVER, "login_connection_unavailable");

    /** Whether the request may be sent once more (RFC 9110 9.2.2). */
    public enum Retry {
        NEVER,
        /** Nothing was sent: another peer, or the same one on a new connection, may be asked whatever the method. */
        OTHER_PEER,
        /** Something was sent: only an idempotent request without a body may be repeated. */
        IF_REPEATABLE,
        /** The same, where another server can be asked: this one has had its time. */
        IF_REPEATABLE_ELSEWHERE
    }

    private final int status;
    private final Retry retry;
    private final String token;

    Failure(int status, Retry retry, String token) {
        this.status = status;
        this.retry = retry;
        this.token = token;
    }

    /** The status that answers it, if an answer is still possible. */
    public int status() {
        return status;
    }

    /** Whether nobody is there any more to receive an answer. */
    public boolean clientGone() {
        return this == CLIENT_ABORTED || this == CLIENT_STALLED || this == CUT_AT_END;
    }

    /** Whether a server has brought this about that should be asked less: nothing came of it, nothing good, or nothing in time. */
    public boolean ofServer() {
        return (status == 502 || status == 504) && this != UPSTREAM_STALE && this != LOGIN_CONNECTION_UNAVAILABLE;
    }

    /** Whether the client has to begin anew on another connection, which an answer would keep it from. */
    public boolean unanswered() {
        return this == LOGIN_CONNECTION_UNAVAILABLE;
    }

    /** Whether the request may be sent once more. */
    public Retry retry() {
        return retry;
    }

    /** The name in logs and metrics. */
    public String token() {
        return token;
    }
}
