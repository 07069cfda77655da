package frontdoor.route;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that writes the target anew: a template with groups of the rule's expression, which are encoded as their place demands. */
final class Rewrite implements PathChange {
    private final PathRule rule;
    private final List<Part> parts;
    private final boolean dropsQuery;

    /** A piece of the template: text, or a group from 1 to 9, which has no text. */
    private record Part(String text, int group, boolean inQuery) {}

    Rewrite(PathRule rule, String template) {
        this.rule = rule;
        this.dropsQuery = template.endsWith("?");
        this.parts = parts(dropsQuery ? template.substring(0, template.length() - 1) : template);
    }

    private static List<Part> parts(String template) {
        List<Part> parts = new ArrayList<>();
        boolean inQuery = false;
        int from = 0;
        for (int at = 0; at < template.length(); at++) {
            if (isGroup(template, at)) {
                parts.add(new Part(template.substring(from, at), 0, inQuery));
                parts.add(new Part("", template.charAt(at + 1) - '0', inQuery));
                from = at + 2;
            }
            inQuery |= template.charAt(at) == '?';
        }
        parts.add(new Part(template.substring(from), 0, inQuery));
        return List.copyOf(parts);
    }

    private static boolean isGroup(String template, int at) {
        return template.charAt(at) == '$'
                && at + 1 < template.length()
                && template.charAt(at + 1) >= '1'
                && template.charAt(at + 1) <= '9';
    }

    /** What is wrong with a template for {@code rule}, as the end of a sentence that begins with it; null if nothing is. */
    static @Nullable String wrong(PathRule rule, String template) {
        for (int at = 0; at < template.length(); at++) {
            if (template.charAt(at) == '$' && !isGroup(template, at)) {
                return "has a $ without a number from 1 to 9 behind it; write %24 for the character";
            }
        }
        int groups = rule instanceof PathRule.Regex regex ? regex.pattern().groupCount() : 0;
        int highest = parts(template).stream().mapToInt(Part::group).max().orElse(0);
        if (highest > groups) {
            return "has $" + highest + ", and "
                    + (rule instanceof PathRule.Regex
                            ? "path-regex has " + (groups == 0 ? "no group" : "groups up to $" + groups)
                            : "there are groups with path-regex only");
        }
        int query = template.indexOf('?');
        String path = (query < 0 ? template : template.substring(0, query)).replaceAll("\\$[1-9]", "x");
        return PathRule.wrongPath(path);
    }

    @Override
    public @Nullable String of(String target) {
        if (!target.startsWith("/")) {
            return target;
        }
        String normal = NormalPath.of(target);
        if (normal == null) {
            return null;
        }
        StringBuilder made = write(normal);
        int mark = target.indexOf('?');
        if (mark >= 0 && !dropsQuery) {
            made.append(made.indexOf("?") < 0 ? '?' : '&').append(target, mark + 1, target.length());
        }
        while (made.length() > 1 && made.charAt(1) == '/') {
            made.deleteCharAt(1);
        }
        String changed = made.toString();
        // Two groups side by side can make dots of what had none.
        return NormalPath.of(changed) == null || NormalPath.hasDots(changed) ? null : changed;
    }

    private StringBuilder write(String normal) {
        Matcher groups = rule instanceof PathRule.Regex regex ? regex.groupsIn(normal) : null;
        StringBuilder made = new StringBuilder(normal.length() + 32);
        for (Part part : parts) {
            made.append(part.text);
            String group = groups == null || part.group == 0 ? null : groups.group(part.group);
            if (group != null) {
                made.append(part.inQuery ? PathText.inQuery(group) : PathText.inPath(group));
            }
        }
        return made;
    }
}
