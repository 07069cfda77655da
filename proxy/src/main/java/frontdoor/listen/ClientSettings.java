package frontdoor.listen;

import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.hosts.Networks;
import frontdoor.proxyheader.ProxyHeaderRule;
import frontdoor.terms.TlsSite;
import frontdoor.tls.ServerTls;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one client connection, captured when it is accepted.
 *
 * @param limits what the client may cost
 * @param handshakeNanos from accept to the end of the TLS handshake
 * @param tls answers handshakes
 * @param sites finds the site that a server name, or none, belongs to
 * @param proxyHeader whether a PROXY header comes before anything else
 * @param trusted the proxies whose header is believed
 * @param http2 whether HTTP/2 is offered; as {@code tls} was opened
 * @param exchanges starts the exchanges of both kinds of port
 * @param plainOnTls answers plain HTTP that was sent to a TLS port
 */
public record ClientSettings(
        ClientLimits limits,
        long handshakeNanos,
        ServerTls tls,
        Function<@Nullable String, TlsSite> sites,
        ProxyHeaderRule proxyHeader,
        Networks trusted,
        boolean http2,
        ExchangeStarter exchanges,
        ExchangeStarter plainOnTls) {}
