package frontdoor.vault;

import java.nio.charset.StandardCharsets;

/** The names of files for names of whatever characters. */
final class FileName {
    private FileName() {}

    /** The name itself where it is of letters, digits, {@code -} and {@code _}, with {@code .} within; what else is in it is written as {@code %2F}. */
    static String of(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet) || octet == '.' && !text.isEmpty()) {
                text.append((char) octet);
            } else {
                text.append('%').append(String.format("%02X", octet));
            }
        }
        return text.toString();
    }

    private static boolean isPlain(byte octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '_';
    }
}
