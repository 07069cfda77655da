package frontdoor.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The variables that values of fields may have, written {@code {client-address}}. */
public enum FieldVariable {
    /** Who asks, as far as it is believed. */
    CLIENT_ADDRESS("client-address"),
    /** {@code https}, or {@code http} in the clear. */
    SCHEME("scheme"),
    /** The host that was asked for, in lower case, without a port. */
    HOST("host"),
    /** The public port of TLS. */
    PORT("port"),
    METHOD("method"),
    /** The path as the client wrote it, without its query. */
    PATH("path"),
    /** The query, without its question mark; empty where there is none. */
    QUERY("query"),
    /** Such as {@code HTTP/2}. */
    PROTOCOL("protocol"),
    /** The name that the client sent in its handshake; empty where it sent none. */
    SERVER_NAME("server-name"),
    /** The id of the request in logs and at backends. */
    REQUEST_ID("request-id");

    private final String word;

    FieldVariable(String word) {
        this.word = word;
    }

    /** The name as it is written between braces. */
    public String word() {
        return word;
    }

    static Optional<FieldVariable> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FieldVariable::word).toList();
    }
}
