package frontdoor.pairs;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** The addresses that a certificate names for those who want to know more of it (RFC 5280 4.2.2.1), as far as they are http. */
final class InformationAccess {
    private InformationAccess() {}

    /** Where the certificate of the issuer is. */
    static Optional<String> issuers(X509Certificate certificate) {
        return address(certificate, AccessDescription.id_ad_caIssuers);
    }

    /** Where is told whether it was revoked. */
    static Optional<String> responder(X509Certificate certificate) {
        return address(certificate, AccessDescription.id_ad_ocsp);
    }

    private static Optional<String> address(X509Certificate certificate, ASN1ObjectIdentifier method) {
        byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        if (extension == null) {
            return Optional.empty();
        }
        try {
            byte[] value = ASN1OctetString.getInstance(extension).getOctets();
            return Stream.of(AuthorityInformationAccess.getInstance(value).getAccessDescriptions())
                    .filter(access -> access.getAccessMethod().equals(method))
                    .map(AccessDescription::getAccessLocation)
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(name -> name.getName().toString())
                    .filter(url -> url.matches("(?i:http)://[\\x21-\\x7e]{1,500}"))
                    .findFirst();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
