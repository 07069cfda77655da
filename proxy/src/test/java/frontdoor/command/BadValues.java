package frontdoor.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that are wrong for a type of a key, each with what is wrong with it. */
final class BadValues {
    private BadValues() {}

    /** Values that are wrong for a type, each with what is wrong with it. */
    static Map<String, String> of(List<String> types) {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("null", "null");
        if (types.getFirst().equals("list")) {
            bad.put("{ a = b }", "an object for a list");
            bad.put("\"no such thing, at all\"", "a text for a list");
            badElements(types.subList(1, types.size()))
                    .forEach((value, what) -> bad.put("[" + value + "]", what + ", in a list"));
            bad.put("[[\"x\"]]", "a list in a list");
            return bad;
        }
        if (types.getFirst().equals("block")) {
            bad.put("\"maybe\"", "a word for a block");
            bad.put("[1, 2]", "a list for a block");
            bad.put("\"\"", "nothing for a block");
            bad.put("7", "a number for a block");
            bad.put("{ no-such-key = 1 }", "an unknown key in a block");
            return bad;
        }
        if (types.getFirst().equals("files")) {
            bad.put("[]", "no file");
            bad.put("[[\"x\"]]", "a list in a list");
            badElements(List.of("file")).forEach((value, what) -> bad.put("[" + value + "]", what + ", in a list"));
            bad.putAll(badElements(List.of("file")));
            return bad;
        }
        bad.put("{ a = b }", "an object for a value");
        bad.put("[a, b]", "a list for a value");
        bad.putAll(badElements(types));
        return bad;
    }

    private static Map<String, String> badElements(List<String> types) {
        Map<String, String> bad = new LinkedHashMap<>();
        if (!types.getFirst().startsWith("text") && !types.getFirst().equals("method")) {
            bad.put("\"\"", "nothing");
        }
        if (!types.getFirst().startsWith("text")
                && !types.getFirst().equals("method")
                && !types.getFirst().equals("regex")) {
            bad.put("\" \"", "a blank");
        }
        switch (types.getFirst()) {
            case "bool", "word" -> bad.put("perhaps", "an unknown word");
            case "address" ->
                List.of("nowhere", "\":65536\"", "\":-1\"", "\"example.com:443\"", "80 80")
                        .forEach(value -> bad.put(value, "no address"));
            case "network" ->
                List.of(
                                "\"10.0.0.0/33\"",
                                "\"10.0.0.1/8\"",
                                "example.com",
                                "\"::/129\"",
                                "\"10.0.0\"",
                                "\"::ffff:1.2.3.4\"")
                        .forEach(value -> bad.put(value, "no network"));
            case "authority", "cookie" -> List.of("\"a b\"", "\"a;b\"").forEach(value -> bad.put(value, "no name"));
            case "text-of-any-kind", "directory-to-make" -> {}
            case "host" ->
                List.of("\"http://a.test\"", "\"a.test:443\"", "\"a b\"", "\"a..b\"")
                        .forEach(value -> bad.put(value, "no host"));
            case "field" ->
                List.of("\"a b\"", "\"a:\"", "Content-Length", "Connection")
                        .forEach(value -> bad.put(value, "no field that may be"));
            case "path" -> List.of("no-slash", "\"/a b\"", "\"/\u00e4\"").forEach(value -> bad.put(value, "no path"));
            case "regex" ->
                List.of("\"(\"", "\"(?=a)\"", "\"\\\\1\"").forEach(value -> bad.put(value, "no expression of RE2"));
            case "server" ->
                List.of("\"ftp://a\"", "\"http://\"", "\"http://a:0\"", "\"http://a:99999\"", "\"http://a b\"")
                        .forEach(value -> bad.put(value, "no server"));
            case "url" -> List.of("\"ftp://a/\"", "\"/x\"", "\"https://\"").forEach(value -> bad.put(value, "no URL"));
            case "method" -> List.of("get", "\"A B\"", "\"\"").forEach(value -> bad.put(value, "no method"));
            case "text" -> bad.put("\"a\\u0001b\"", "a control character");
            case "directory" -> bad.put("\"plain.html\"", "a file for a directory");
            default -> badQuantities(types, bad);
        }
        return bad;
    }

    private static void badQuantities(List<String> types, Map<String, String> bad) {
        switch (types.getFirst()) {
            case "duration", "seconds" -> {
                List.of("-5s", "0s", "40000d", "99999999999999999999d", "1.5.5s")
                        .forEach(value -> bad.put(value, "out of range"));
                List.of("5", "5 parsecs", "soon", "1y").forEach(value -> bad.put(value, "no duration"));
            }
            case "number" -> {
                bad.put(Long.toString(Long.parseLong(types.get(1)) - 1), "below the range");
                bad.put(Long.toString(Long.parseLong(types.get(2)) + 1), "above the range");
                List.of("99999999999999999999", "1.5", "many", "5s", "-7")
                        .forEach(value -> bad.put(value, "no number"));
            }
            case "size" -> {
                bad.put(Long.toString(Long.parseLong(types.get(1)) - 1), "below the range");
                bad.put(Long.toString(Long.parseLong(types.get(2)) + 1), "above the range");
                List.of("-1KiB", "5 parsecs", "1.5MiB", "99999999999999999999", "much")
                        .forEach(value -> bad.put(value, "no size"));
            }
            case "percent" ->
                List.of("\"101%\"", "\"-1%\"", "20", "\"1.5%\"", "half")
                        .forEach(value -> bad.put(value, "no percentage"));
            case "file" -> {
                bad.put("\"missing.html\"", "a file that is missing");
                bad.put("\"folder\"", "a directory for a file");
                bad.put("\"fifo.html\"", "a FIFO for a file");
                bad.put("\"/dev/zero\"", "a device for a file");
            }
            case "file-to-write" -> bad.put("\"folder\"", "a directory for a file");
            case "date" -> List.of("2026-02-30", "22.11.2026", "yesterday").forEach(value -> bad.put(value, "no date"));
            default -> throw new AssertionError("no such type: " + types);
        }
    }
}
