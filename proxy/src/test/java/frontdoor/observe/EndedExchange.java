package frontdoor.observe;

import frontdoor.client.Client;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientTls;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.Authority;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import frontdoor.terms.TlsSite;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** An exchange that has ended, as the tests want it. */
record EndedExchange(
        ClientConnection connection, RequestHead request, String site, int status, Failure failure, long durationNanos)
        implements ExchangeRecord {

    static EndedExchange of(int loop, String site, int status, Failure failure, long durationMillis) {
        InetSocketAddress client = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 50000);
        InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 443);
        Loop on = new Loop(loop, new EmbeddedChannel().eventLoop(), Ticker.systemTicker());
        ClientConnection connection = new ClientConnection(
                new Accepted(on, client, local, false), new ClientTls("shop.test", _ -> true, TlsSite.NOBODYS));
        return new EndedExchange(connection, new RequestHead(), site, status, failure, durationMillis * 1_000_000);
    }

    static EndedExchange ok() {
        return of(0, "shop", 200, null, 12);
    }

    EndedExchange requesting(HttpVersion version, String method, String target) {
        request.setVersion(version);
        byte[] octets = method.getBytes(StandardCharsets.ISO_8859_1);
        request.setMethod(request.fields().append(octets, 0, octets.length), octets.length);
        octets = target.getBytes(StandardCharsets.ISO_8859_1);
        request.setTarget(request.fields().append(octets, 0, octets.length), octets.length);
        byte[] host = Octets.of("shop.test");
        request.setAuthority(Authority.parse(host, 0, host.length));
        return this;
    }

    EndedExchange with(FieldName name, String value) {
        request.fields().add(name, value.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    @Override
    public Client client() {
        return connection.client();
    }

    @Override
    public String upstream() {
        return site == null ? null : "legacy";
    }

    @Override
    public SocketAddress peer() {
        return site == null ? null : new InetSocketAddress(InetAddress.ofLiteral("198.51.100.3"), 8080);
    }

    @Override
    public Flaw flaw() {
        return request.flaw();
    }

    @Override
    public long requestBodyOctets() {
        return 5;
    }

    @Override
    public long responseBodyOctets() {
        return status == 304 ? 0 : 1234;
    }

    @Override
    public long startedAtMillis() {
        return Instant.parse("2026-11-22T10:11:12.013Z").toEpochMilli();
    }

    @Override
    public long upstreamNanos() {
        return site == null ? -1 : 7_000_000;
    }

    @Override
    public int retries() {
        return 1;
    }

    @Override
    public int masked(MaskedFault.Kind kind) {
        return kind.ordinal() + 2;
    }

    @Override
    public Set<Credential> clearCredentials() {
        return Set.of(Credential.COOKIE);
    }

    @Override
    public List<MaskedFault> maskedFaults() {
        return List.of(new MaskedFault(MaskedFault.Kind.LOCATION, "http://a.test/"));
    }
}
