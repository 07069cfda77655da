package frontdoor.http;

/** The protocol version of a message, as it was received. */
public enum HttpVersion {
    HTTP_1_0("1.0"),
    HTTP_1_1("1.1"),
    HTTP_2("2"),
    HTTP_3("3");

    private final String number;
    private final String protocol;

    HttpVersion(String number) {
        this.number = number;
        this.protocol = "HTTP/" + number;
    }

    /** Whether its requests share a connection as streams. */
    public boolean multiplexed() {
        return this == HTTP_2 || this == HTTP_3;
    }

    /** The version alone, as it is written in Via: {@code 1.1}, {@code 2}. */
    public String number() {
        return number;
    }

    /** The version with its protocol, as access log and metrics name it: {@code HTTP/1.1}, {@code HTTP/2}. */
    public String protocol() {
        return protocol;
    }
}
