package frontdoor.preflight;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of records (RFC 1035 3.2.2 and the registry of IANA), by what they say about hosts that people visit. */
enum RecordType {
    /** Its owner is a host, which has this address. */
    ADDRESS,
    /** Its owner is another name of something, mostly of a host. */
    ALIAS,
    /** Its owner is a host once the service labels before it are taken off (RFC 9460 2.3). */
    SERVICE_OF_HOST,
    /** At the top of a zone it says who serves it, anywhere else that the names below are in another zone. */
    NS,
    /** The names below its owner are those of another name (RFC 6672). */
    DNAME,
    /** Its owner is the top of the zone. */
    SOA,
    /** It cannot name a host that people visit. */
    OTHER;

    private static final Set<String> OTHERS = Set.of(
            ("MD MF MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB X25 ISDN RT NSAP NSAP-PTR SIG KEY PX GPOS LOC NXT EID NIMLOC"
                            + " SRV ATMA NAPTR KX CERT SINK OPT APL DS SSHFP IPSECKEY RRSIG NSEC DNSKEY DHCID NSEC3 NSEC3PARAM TLSA SMIMEA HIP"
                            + " NINFO RKEY TALINK CDS CDNSKEY OPENPGPKEY CSYNC ZONEMD SPF UINFO UID GID UNSPEC NID L32 L64 LP EUI48 EUI64 NXNAME"
                            + " URI CAA AVC DOA AMTRELAY RESINFO WALLET CLA IPN DSYNC TA DLV")
                    .split(" "));
    private static final Map<String, RecordType> NAMED = Map.ofEntries(
            Map.entry("A", ADDRESS),
            Map.entry("AAAA", ADDRESS),
            Map.entry("A6", ADDRESS),
            Map.entry("CNAME", ALIAS),
            Map.entry("ALIAS", ALIAS),
            Map.entry("ANAME", ALIAS),
            Map.entry("HTTPS", SERVICE_OF_HOST),
            Map.entry("SVCB", SERVICE_OF_HOST),
            Map.entry("NS", NS),
            Map.entry("DNAME", DNAME),
            Map.entry("SOA", SOA));
    /** How RFC 3597 5 writes those that matter. */
    private static final Map<String, RecordType> NUMBERED = Map.of(
            "TYPE1",
            ADDRESS,
            "TYPE28",
            ADDRESS,
            "TYPE38",
            ADDRESS,
            "TYPE5",
            ALIAS,
            "TYPE65",
            SERVICE_OF_HOST,
            "TYPE64",
            SERVICE_OF_HOST,
            "TYPE2",
            NS,
            "TYPE39",
            DNAME,
            "TYPE6",
            SOA);

    private static final Pattern NUMBER = Pattern.compile("TYPE\\d{1,5}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern UNSIGNED = Pattern.compile("\\d{1,10}");

    /** The type that a word names; null if it names none. */
    static @Nullable RecordType of(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        RecordType type = NAMED.getOrDefault(name, NUMBERED.get(name));
        return type == null && (OTHERS.contains(name) || NUMBER.matcher(name).matches()) ? OTHER : type;
    }

    /** Whether {@code data} has the shape that a record of the type {@code word} has: else the line means something else. */
    static boolean fits(String word, List<String> data) {
        if (!data.isEmpty() && data.getFirst().equals("\\#")) {
            return true;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "A" -> data.size() == 1 && IPV4.matcher(data.getFirst()).matches();
            case "AAAA" -> data.size() == 1 && IPV6.matcher(data.getFirst()).matches();
            case "CNAME", "ALIAS", "ANAME", "NS", "DNAME", "PTR" -> data.size() == 1;
            case "SOA" -> data.size() >= 2;
            case "MX" -> data.size() == 2 && UNSIGNED.matcher(data.getFirst()).matches();
            case "SRV" -> data.size() == 4;
            default -> !data.isEmpty();
        };
    }
}
