package frontdoor.admin;

import frontdoor.acme.Acme;
import frontdoor.acme.RevocationCause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page that has certificates renewed, or revoked, which authorities have issued, and the keys of accounts with them changed. */
public final class CertificatePages {
    /** POST with {@code ?renew=NAME} or {@code ?revoke=NAME}, of a site or of one of its hosts, or {@code ?new-account-key=NAME} of an authority. */
    public static final String CERTIFICATES = "/api/certificates";

    /** Why, beside {@code ?revoke=NAME}: one of {@link #REASONS}. */
    public static final String REASON = "reason";

    /** As people write them. */
    public static final List<String> REASONS = RevocationCause.NAMES;

    private static final String RENEW = "renew";
    private static final String REVOKE = "revoke";
    private static final String NEW_ACCOUNT_KEY = "new-account-key";
    private static final List<String> VERBS = List.of(RENEW, REVOKE, NEW_ACCOUNT_KEY);

    private final Acme acme;

    private CertificatePages(Acme acme) {
        this.acme = acme;
    }

    /** The page under its path. */
    public static Map<String, AdminPage> of(Acme acme) {
        return Map.of(CERTIFICATES, new CertificatePages(acme)::answer);
    }

    private AdminAnswer answer(AdminRequest request) {
        List<String> wanted = VERBS.stream()
                .filter(verb -> !request.parameter(verb).isEmpty())
                .toList();
        Optional<RevocationCause> reason = reason(request);
        if (!request.method().equals("POST") || wanted.size() != 1 || reason.isEmpty()) {
            return AdminAnswer.text(
                    400,
                    "POST with one of ?" + String.join("=NAME, ?", VERBS) + "=NAME; with ?revoke one of &reason="
                            + String.join(", ", REASONS) + "\n");
        }
        String verb = wanted.getFirst();
        String name = request.parameter(verb);
        List<String> outcome = switch (verb) {
            case RENEW -> acme.renew(name);
            case REVOKE -> acme.revoke(name, reason.get());
            default -> acme.changeAccountKey(name);
        };
        return outcome.isEmpty()
                ? AdminAnswer.text(404, "no " + kind(verb) + " has the name " + name + "\n")
                : AdminAnswer.text(200, String.join("\n", outcome) + "\n");
    }

    private static Optional<RevocationCause> reason(AdminRequest request) {
        String reason = request.parameter(REASON);
        return reason.isEmpty() ? Optional.of(RevocationCause.UNSPECIFIED) : RevocationCause.of(reason);
    }

    private static String kind(String verb) {
        return verb.equals(NEW_ACCOUNT_KEY) ? "authority" : "site with certificate = acme";
    }
}
