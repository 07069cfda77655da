package frontdoor.http;

/**
 * How large a head may be.
 *
 * @param requestLine octets of the request line without its CRLF, at least 8000 (RFC 9112 3)
 * @param headerSize octets of all header lines together, line ends included
 * @param headerCount header lines
 */
public record HeadLimits(int requestLine, int headerSize, int headerCount) {}
