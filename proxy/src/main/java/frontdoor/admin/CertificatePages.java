package frontdoor.admin;

import frontdoor.acme.Acme;
import java.util.List;
import java.util.Map;

/** The page that has certificates renewed, or revoked, which authorities have issued. */
public final class CertificatePages {
    /** POST with {@code ?renew=NAME} or {@code ?revoke=NAME}, of a site or of one of its hosts. */
    public static final String CERTIFICATES = "/api/certificates";

    private final Acme acme;

    private CertificatePages(Acme acme) {
        this.acme = acme;
    }

    /** The page under its path. */
    public static Map<String, AdminPage> of(Acme acme) {
        return Map.of(CERTIFICATES, new CertificatePages(acme)::answer);
    }

    private AdminAnswer answer(AdminRequest request) {
        String renewed = request.parameter("renew");
        String revoked = request.parameter("revoke");
        if (!request.method().equals("POST") || renewed.isEmpty() == revoked.isEmpty()) {
            return AdminAnswer.text(400, "POST with ?renew=NAME or ?revoke=NAME\n");
        }
        List<String> outcome = revoked.isEmpty() ? acme.renew(renewed) : acme.revoke(revoked);
        return outcome.isEmpty()
                ? AdminAnswer.text(404, "no site with certificate = acme has the name " + renewed + revoked + "\n")
                : AdminAnswer.text(200, String.join("\n", outcome) + "\n");
    }
}
