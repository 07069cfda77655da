package frontdoor.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The path of a target as a lenient backend may read it, for comparing with rules only. */
final class NormalPath {
    private NormalPath() {}

    /**
     * The path without its query and its path parameters, decoded, empty segments merged and dot segments removed (RFC 3986 6.2.2).
     *
     * @return null if two backends could read it differently: an encoded slash, backslash, percent, semicolon or NUL, an overlong form of
     *     UTF-8, a bare backslash, a broken escape, path parameters in a dot segment, or {@code ..} above the root
     */
    static @Nullable String of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (isPlain(path)) {
            return path;
        }
        String decoded = decode(path);
        return decoded == null ? null : withoutDots(decoded);
    }

    /** Whether nothing is to be done to {@code path}, as is the case with nearly all: so nothing is allocated for it. */
    private static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean special = c == '%' || c == '\\' || c == ';' || c >= 0x80;
            boolean newSegment = before == '/' && (c == '/' || c == '.');
            if (special || newSegment || i == 0 && c != '/') {
                return false;
            }
            before = c;
        }
        return !path.isEmpty();
    }

    /** Whether one of the segments of {@code target}, which has a normal form, is {@code .} or {@code ..}, however it is written. */
    static boolean hasDots(String target) {
        int query = target.indexOf('?');
        String decoded = decode(query < 0 ? target : target.substring(0, query));
        return decoded != null
                && Stream.of(decoded.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** Whether {@code path}, which has a normal form, is in it but for what is encoded. */
    static boolean isNormal(String path) {
        String decoded = decode(path);
        return decoded != null && decoded.equals(withoutDots(decoded));
    }

    /** What is left when every escape of {@code path} is read, or null, as above. */
    static @Nullable String decode(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                return null;
            }
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            int octet = i + 2 < path.length() ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
            if (octet <= 0 || octet == '/' || octet == '\\' || octet == '%' || octet == ';') {
                return null;
            }
            decoded.append((char) octet);
            i += 2;
        }
        return isOverlong(decoded) ? null : decoded.toString();
    }

    /** RFC 3629 3: whether an ASCII character could hide in more octets than it needs, which lenient decoders accept. */
    private static boolean isOverlong(StringBuilder octets) {
        for (int i = 0; i + 1 < octets.length(); i++) {
            char lead = octets.charAt(i);
            char next = octets.charAt(i + 1);
            boolean continued = next >= 0x80 && next <= 0xbf;
            boolean tooLong =
                    lead == 0xc0 || lead == 0xc1 || lead == 0xe0 && next < 0xa0 || lead == 0xf0 && next < 0x90;
            if (continued && tooLong) {
                return true;
            }
        }
        return false;
    }

    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        return digit < 0 || c > 'f' ? -1000 : digit;
    }

    private static @Nullable String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (String segment : segments) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            boolean dots = name.equals(".") || name.equals("..");
            if (dots && parameters >= 0) {
                return null;
            }
            if (name.equals("..")) {
                if (kept.pollLast() == null) {
                    return null;
                }
            } else if (!dots && !name.isEmpty()) {
                kept.addLast(name);
            }
        }
        String joined = "/" + String.join("/", kept);
        String last = segments[segments.length - 1];
        boolean directory = last.isEmpty() || last.startsWith(";") || last.equals(".") || last.equals("..");
        return directory && joined.length() > 1 ? joined + "/" : joined;
    }
}
