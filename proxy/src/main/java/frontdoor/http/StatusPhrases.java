package frontdoor.http;

import java.util.Arrays;

/** The phrases that IANA's registry of status codes names. */
public final class StatusPhrases {
    /** The longest of them. */
    public static final int MAX_LENGTH = 31;

    private static final String REGISTRY = """
            100 Continue
            101 Switching Protocols
            102 Processing
            103 Early Hints
            200 OK
            201 Created
            202 Accepted
            203 Non-Authoritative Information
            204 No Content
            205 Reset Content
            206 Partial Content
            207 Multi-Status
            208 Already Reported
            226 IM Used
            300 Multiple Choices
            301 Moved Permanently
            302 Found
            303 See Other
            304 Not Modified
            305 Use Proxy
            307 Temporary Redirect
            308 Permanent Redirect
            400 Bad Request
            401 Unauthorized
            402 Payment Required
            403 Forbidden
            404 Not Found
            405 Method Not Allowed
            406 Not Acceptable
            407 Proxy Authentication Required
            408 Request Timeout
            409 Conflict
            410 Gone
            411 Length Required
            412 Precondition Failed
            413 Content Too Large
            414 URI Too Long
            415 Unsupported Media Type
            416 Range Not Satisfiable
            417 Expectation Failed
            421 Misdirected Request
            422 Unprocessable Content
            423 Locked
            424 Failed Dependency
            425 Too Early
            426 Upgrade Required
            428 Precondition Required
            429 Too Many Requests
            431 Request Header Fields Too Large
            451 Unavailable For Legal Reasons
            500 Internal Server Error
            501 Not Implemented
            502 Bad Gateway
            503 Service Unavailable
            504 Gateway Timeout
            505 HTTP Version Not Supported
            506 Variant Also Negotiates
            507 Insufficient Storage
            508 Loop Detected
            511 Network Authentication Required
            """;
    private static final byte[][] PHRASES = new byte[600][];

    static {
        Arrays.fill(PHRASES, new byte[0]);
        REGISTRY.lines()
                .forEach(line -> PHRASES[Integer.parseInt(line.substring(0, 3))] = Octets.of(line.substring(4)));
    }

    private StatusPhrases() {}

    /** The phrase of a status code from 100 to 599, empty if it has none. Shared, never to be changed. */
    public static byte[] of(int status) {
        return PHRASES[status];
    }
}
