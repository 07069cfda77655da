package frontdoor.groups;

import frontdoor.balance.HashKey;
import frontdoor.client.Client;
import frontdoor.config.HashBy;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestCookies;
import frontdoor.http.RequestHead;
import java.util.Locale;

/**
 * The part of a request that a hash depends on.
 *
 * <h2>Threads</h2>
 *
 * Immutable.
 */
sealed interface HashSource {
    /** The key of a request that does not have what is asked for. */
    long NONE = 0;

    /** The key of {@code request}, or {@link #NONE}. Borrows {@code request}. */
    long keyOf(RequestHead request, Client client);

    static HashSource of(HashBy written) {
        return switch (written) {
            case HashBy.ClientAddress() -> new Address();
            case HashBy.Header(String name) -> new Header(Octets.of(name.toLowerCase(Locale.ROOT)));
            case HashBy.Cookie(String name) -> new Cookie(Octets.of(name));
        };
    }

    private static long key(byte[] octets, int start, int length) {
        return HashKey.of(octets, start, length) | 1;
    }

    /** The address of the client. */
    record Address() implements HashSource {
        @Override
        public long keyOf(RequestHead request, Client client) {
            byte[] address = client.text();
            return key(address, 0, address.length);
        }
    }

    /** The value of a field, by its name in lower case. */
    final class Header implements HashSource {
        private final byte[] name;

        private Header(byte[] name) {
            this.name = name;
        }

        @Override
        public long keyOf(RequestHead request, Client client) {
            Fields fields = request.fields();
            for (int i = 0; i < fields.size(); i++) {
                if (!fields.isRemoved(i)
                        && Octets.equalIgnoreCase(fields.bytes(), fields.nameStart(i), fields.nameLength(i), name)) {
                    return key(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
                }
            }
            return NONE;
        }
    }

    /** The value of a cookie. */
    final class Cookie implements HashSource {
        private final byte[] name;

        private Cookie(byte[] name) {
            this.name = name;
        }

        @Override
        public long keyOf(RequestHead request, Client client) {
            Fields fields = request.fields();
            long found = RequestCookies.find(fields, name);
            return found == RequestCookies.NONE
                    ? NONE
                    : key(fields.bytes(), RequestCookies.start(found), RequestCookies.length(found));
        }
    }
}
