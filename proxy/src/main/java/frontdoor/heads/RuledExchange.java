package frontdoor.heads;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.RequestHead;

/** The exchange whose heads the rules look at, which hears what they have mended. */
public interface RuledExchange {
    /** What was asked for. */
    RequestHead request();

    /** Where it was asked. */
    ClientConnection connection();

    /** Who has asked. */
    Client client();

    /** A fault was mended or taken out; these octets show it. Borrows {@code bytes}. */
    void onMasked(MaskedFault.Kind kind, byte[] bytes, int start, int length);
}
