package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The log.
 *
 * @param json whether a line is an object of JSON
 * @param level from which on there are lines, such as {@code info}
 * @param levels the same of packages: rooms of the program by their own name, all others by the whole name
 */
public record LogConfig(boolean json, String level, Map<String, String> levels) {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_][\\w]*(\\.[A-Za-z_][\\w$]*)*");

    public LogConfig {
        levels = Map.copyOf(levels);
    }

    static LogConfig read(Node node) {
        node.requireObject();
        String format = Scalars.choice(node.child("format"), List.of("text", "json"));
        String level = Scalars.choice(node.child("level"), LEVELS);
        Map<String, String> levels = levels(node.child("levels"));
        node.refuseUnknownKeys();
        return new LogConfig(format.equals("json"), level, levels);
    }

    private static Map<String, String> levels(Node node) {
        Map<String, String> levels = new HashMap<>();
        if (node.requireObject()) {
            for (Node one : node.named()) {
                String level = Scalars.choice(one, LEVELS);
                if (!PACKAGE.matcher(one.name()).matches()) {
                    one.problem("is no package; write one such as acme, upstream or \"io.netty\"");
                }
                levels.put(one.name(), level);
            }
        }
        return levels;
    }
}
