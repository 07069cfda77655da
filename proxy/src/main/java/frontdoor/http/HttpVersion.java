package frontdoor.http;

import java.nio.charset.StandardCharsets;

/** The protocol version of a message, as it was received. */
@SuppressWarnings("ImmutableEnumChecker") // The octets are shared and never changed.
public enum HttpVersion {
    HTTP_1_0("1.0"),
    HTTP_1_1("1.1"),
    HTTP_2("2"),
    HTTP_3("3");

    private final String text;
    private final byte[] via;

    HttpVersion(String text) {
        this.text = text;
        this.via = (text + " frontdoor").getBytes(StandardCharsets.US_ASCII);
    }

    /** The version as it is written in Via and in the access log: {@code 1.1}, {@code 2}. */
    public String text() {
        return text;
    }

    /** The whole Via element for a message received with this version (RFC 9110 7.6.3). Shared, never to be changed. */
    public byte[] via() {
        return via;
    }
}
