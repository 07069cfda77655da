package frontdoor.config;

/**
 * How much a client may send for what is the same for every site, over every HTTP version.
 *
 * @param requestLine bytes of a request line, or of an HTTP/2 {@code :path}; at least 8000
 * @param headerSize bytes of a header section, names and values
 * @param headerCount fields of a header section
 * @param connections client connections open at once, over all listeners
 */
public record ListenLimits(int requestLine, int headerSize, int headerCount, int connections) {}
