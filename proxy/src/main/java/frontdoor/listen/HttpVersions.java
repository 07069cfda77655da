package frontdoor.listen;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import io.netty.channel.ChannelHandler;

/** Opens the client side of each HTTP version. */
public interface HttpVersions {
    /** HTTP/1.1 and 1.0. */
    ChannelHandler http1(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges);

    /** HTTP/2. */
    ChannelHandler http2(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges);
}
