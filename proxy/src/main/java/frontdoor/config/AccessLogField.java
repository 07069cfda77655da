package frontdoor.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields that a line of the access log in JSON can have, in the order that it has unless told otherwise. */
public enum AccessLogField {
    TIME("time"),
    CLIENT("client"),
    HOST("host"),
    METHOD("method"),
    TARGET("target"),
    PROTOCOL("protocol"),
    TLS("tls"),
    STATUS("status"),
    FAILURE("failure"),
    REASON("reason"),
    REQUEST_OCTETS("request-octets"),
    RESPONSE_OCTETS("response-octets"),
    DURATION("duration-ms"),
    UPSTREAM_DURATION("upstream-ms"),
    SITE("site"),
    UPSTREAM("upstream"),
    PEER("peer"),
    RETRIES("retries"),
    REQUEST_ID("request-id"),
    REFERER("referer"),
    USER_AGENT("user-agent");

    private final String key;

    AccessLogField(String key) {
        this.key = key;
    }

    /** The name in the line, and in a configuration. */
    public String key() {
        return key;
    }

    /** All of them. */
    public static List<AccessLogField> all() {
        return List.of(values());
    }

    static Optional<AccessLogField> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }
}
