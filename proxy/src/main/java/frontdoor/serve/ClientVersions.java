package frontdoor.serve;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.http1.Http1Handler;
import frontdoor.http2.Http2Handler;
import frontdoor.listen.HttpVersions;
import io.netty.channel.ChannelHandler;

/** The HTTP versions that clients can speak. */
final class ClientVersions implements HttpVersions {
    @Override
    public ChannelHandler http1(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges) {
        return new Http1Handler(connection, limits, exchanges);
    }

    @Override
    public ChannelHandler http2(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges) {
        return Http2Handler.create(connection, limits, exchanges);
    }
}
