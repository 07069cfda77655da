package frontdoor.hosts;

import de.malkusch.whoisServerList.publicSuffixList.PublicSuffixList;
import de.malkusch.whoisServerList.publicSuffixList.PublicSuffixListFactory;
import org.jspecify.annotations.Nullable;

/** Which part of a name can be registered, by the public suffix list that is shipped with Frontdoor. */
public final class PublicSuffixes {
    private PublicSuffixes() {}

    /** Read when first asked for: few configurations do. */
    private static final class Holder {
        static final PublicSuffixList LIST = new PublicSuffixListFactory().build();
    }

    /** {@code example.co.uk} of {@code www.example.co.uk}; null of a public suffix, an address or a pattern. */
    public static @Nullable String registrableDomain(String host) {
        boolean name = !host.startsWith("*") && !Addresses.isHost(host);
        return name ? Holder.LIST.getRegistrableDomain(host) : null;
    }
}
