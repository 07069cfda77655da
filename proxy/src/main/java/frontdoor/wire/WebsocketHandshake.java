package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/**
 * Recognises a client's opening handshake (RFC 6455 4.1). The version is left to the backend, which answers 426 to one it does not
 * speak.
 */
final class WebsocketHandshake {
    private static final byte[] WEBSOCKET = Octets.of("websocket");
    private static final int KEY_LENGTH = 24;

    private int upgrades;
    private int keys;
    private boolean websocket;
    private boolean goodKey;

    /** Prepares for the next head. */
    void reset() {
        upgrades = 0;
        keys = 0;
    }

    /** Looks at an Upgrade field. */
    void onUpgrade(Fields fields, int i) {
        upgrades++;
        websocket = fields.valueIs(i, WEBSOCKET);
    }

    /** Looks at a Sec-WebSocket-Key field: 16 octets in base64. */
    void onKey(Fields fields, int i) {
        keys++;
        goodKey = isKey(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    /** Whether the head is a handshake: GET of HTTP/1.1 without a body, asking for websocket and nothing else. */
    boolean matches(RequestHead head, ConnectionOptions connection) {
        return upgrades == 1
                && websocket
                && keys == 1
                && goodKey
                && connection.upgrade()
                && head.method() == Method.GET
                && head.version() == HttpVersion.HTTP_1_1
                && head.bodyLength() == 0;
    }

    private static boolean isKey(byte[] bytes, int start, int length) {
        if (length != KEY_LENGTH || bytes[start + 22] != '=' || bytes[start + 23] != '=') {
            return false;
        }
        for (int i = start; i < start + 22; i++) {
            byte b = Octets.lower(bytes[i]);
            if (!(b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/')) {
                return false;
            }
        }
        return true;
    }
}
