package frontdoor.terms;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * The clients that may come in, of those whose certificate is verified; immutable.
 *
 * @param any at least one; a client has to be one of them
 */
public record AllowedClients(List<One> any) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    public AllowedClients {
        any = List.copyOf(any);
    }

    /** One or more clients, by something in their certificates. */
    public sealed interface One {
        /** All with this subject, however it is written. */
        record Subject(X500Principal subject) implements One {}

        /** All that have this name among their alternative ones, in lower case. */
        record Name(String name) implements One {}

        /** The one with this SHA-256, in lower-case hexadecimal. */
        record Fingerprint(String fingerprint) implements One {}

        /** What {@code text} stands for; empty for what looks like a subject and is none (RFC 2253). */
        static Optional<One> parse(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            String hex = lower.replaceFirst("^sha-?256[:=]", "").replace(":", "");
            if (FINGERPRINT.matcher(hex).matches()) {
                return Optional.of(new Fingerprint(hex));
            }
            if (!text.matches("[A-Za-z0-9.]+ *=.*")) {
                return Optional.of(new Name(lower));
            }
            try {
                return Optional.of(new Subject(new X500Principal(text)));
            } catch (IllegalArgumentException noName) {
                return Optional.empty();
            }
        }
    }

    /** Whether {@code client} is one of them. */
    public boolean have(ClientIdentity client) {
        return any.stream().anyMatch(one -> switch (one) {
            case One.Subject(X500Principal subject) ->
                client.chain().getFirst().getSubjectX500Principal().equals(subject);
            case One.Name(String name) -> client.isNamed(name);
            case One.Fingerprint(String fingerprint) -> client.fingerprint().equals(fingerprint);
        });
    }
}
