package frontdoor.login;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name and the password that a request brings by the Basic scheme (RFC 7617), in UTF-8. */
public final class Credentials {
    private static final String SCHEME = "basic ";

    private final String name;
    private final byte[] password;

    private Credentials(String name, byte[] password) {
        this.name = name;
        this.password = password;
    }

    /** Those of a request with these fields; null if it brings none, or more than one, or none that can be read. */
    public static @Nullable Credentials of(Fields request) {
        int i = request.find(FieldName.AUTHORIZATION, 0);
        if (i < 0 || request.find(FieldName.AUTHORIZATION, i + 1) >= 0) {
            return null;
        }
        String value = request.value(i);
        if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        try {
            return of(
                    Base64.getDecoder().decode(value.substring(SCHEME.length()).strip()));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable Credentials of(byte[] pair) {
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        return colon == pair.length
                ? null
                : new Credentials(
                        new String(pair, 0, colon, StandardCharsets.UTF_8),
                        Arrays.copyOfRange(pair, colon + 1, pair.length));
    }

    /** The name of the user. */
    public String name() {
        return name;
    }

    /** Shared, never to be changed. */
    byte[] password() {
        return password;
    }
}
