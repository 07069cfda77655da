package frontdoor.login;

import frontdoor.files.FileContent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users of a file as {@code htpasswd -B} writes it: {@code NAME:HASH} a line, with a hash of bcrypt. Immutable; equal where the files
 * hold the same.
 */
public final class Users {
    /** Octets of a file: some hundred for each of thousands of users. */
    public static final int MOST_OCTETS = 1 << 20;

    /** Doublings of the work for one password; at the most it takes a second or two. */
    private static final int MOST_COST = 14;

    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final String NOBODY = "$2y$%02d$" + ".".repeat(53);

    /** Lines with faults that are told: a file that is none of users may have any number. */
    private static final int TOLD = 20;

    private final FileContent file;
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final byte[] nobody;

    private Users(FileContent file, Consumer<String> faults) {
        this.file = file;
        int costliest = 4;
        int number = 0;
        int told = 0;
        for (String line : new String(file.octets(), StandardCharsets.UTF_8).split("\r?\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#") && told < TOLD) {
                int cost = add(line, file.name() + ":" + number + ": ", faults);
                told += cost == 0 ? 1 : 0;
                costliest = Math.max(costliest, cost);
            }
        }
        nobody = NOBODY.formatted(costliest).getBytes(StandardCharsets.US_ASCII);
    }

    /** The users of {@code file}; {@code faults} hears what is wrong with its lines, never of what is secret in them. */
    public static Users read(FileContent file, Consumer<String> faults) {
        return new Users(file, faults);
    }

    /** Returns the cost of the hash; 0 where there is a fault. What follows another colon is a remark. */
    private int add(String line, String at, Consumer<String> faults) {
        String[] parts = line.split(":", -1);
        if (parts.length < 2 || parts[0].isEmpty()) {
            faults.accept(at + "is no line of NAME:HASH");
            return 0;
        }
        Matcher form = HASH.matcher(parts[1].strip());
        if (!form.matches()) {
            faults.accept(at + "the hash of " + parts[0] + " is none of bcrypt; make it with htpasswd -B");
            return 0;
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < 4 || cost > MOST_COST) {
            faults.accept(
                    at + "the hash of " + parts[0] + " has a cost of " + cost + "; 4 to " + MOST_COST + " is possible");
            return 0;
        }
        if (hashes.put(parts[0], form.group().getBytes(StandardCharsets.US_ASCII)) != null) {
            faults.accept(at + parts[0] + " has a line already");
        }
        return cost;
    }

    /** Whether there is nobody. */
    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The hash of {@code name}; of nobody the hash of no password at all, for which a look takes as long as for anybody's. */
    byte[] hashOf(String name) {
        return hashes.getOrDefault(name, nobody);
    }

    boolean has(String name) {
        return hashes.containsKey(name);
    }

    /** The digest of the file. */
    String digest() {
        return file.digest();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Users users && file.equals(users.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
