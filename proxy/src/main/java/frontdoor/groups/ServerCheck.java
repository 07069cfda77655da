package frontdoor.groups;

import frontdoor.client.Client;
import frontdoor.config.HealthCheckConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.report.DurationText;
import frontdoor.upstream.Opening;
import frontdoor.upstream.Peer;
import frontdoor.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One question to one server: is it up? It goes the way of every request, over a connection of its own that ends with it.
 *
 * <h2>Threads</h2>
 *
 * Confined to one event loop.
 */
final class ServerCheck extends Deadline implements ResponseEvents {
    /** Who hears of the outcome. */
    interface Outcome {
        /** It is {@code good} or not, or null if nothing could be found out; {@code why} in words. */
        void onCheck(@Nullable Boolean good, String why);
    }

    private static final byte[] GET = Octets.of("GET");
    private static final byte[] AGENT = Octets.of("frontdoor-health-check");

    /** The host and port of an address, without the port that nobody has to name. */
    private static final Pattern DEFAULT_PORT = Pattern.compile("^(?:https://(.*?)(?::443)?|(.*?)(?::80)?)$");

    private final Loop loop;
    private final HealthCheckConfig check;
    private final Outcome outcome;
    private final ClientConnection connection;
    private final PeerAddress address;
    private @Nullable Opening opening;
    private @Nullable UpstreamStream stream;
    private boolean over;
    /** What was wrong with an answer, behind the name of the failure. */
    private String wrong = "";

    /** A check of the server at {@code address}, by the rules of {@code check}, that is yet to begin. */
    ServerCheck(Loop loop, PeerAddress address, HealthCheckConfig check, Outcome outcome) {
        this.loop = loop;
        this.address = address;
        this.check = check;
        this.outcome = outcome;
        InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.connection = new ClientConnection(new Accepted(loop, own, own, true), null);
    }

    /** Asks {@code peer}; the outcome comes later, and always. */
    void begin(Upstreams upstreams, Peer peer) {
        Duration all = check.timeout();
        loop.set(this, all.toNanos());
        opening = upstreams.openToCheck(loop, peer, new ExchangeTimeouts(all, all, all, all, all), this);
    }

    private void end(@Nullable Boolean good, String why) {
        if (over) {
            return;
        }
        over = true;
        withdraw();
        letGo();
        outcome.onCheck(good, why);
    }

    private void letGo() {
        if (stream != null) {
            // Before it is complete: so the connection is not kept for anybody.
            stream.cancel();
        } else if (opening != null) {
            opening.cancel();
        }
        connection.onEnded();
    }

    @Override
    protected void onExpired() {
        end(false, "no answer within " + DurationText.of(check.timeout()));
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    @Override
    public Client client() {
        return connection.client();
    }

    @Override
    public void onUpstreamReady(UpstreamStream ready) {
        stream = ready;
        if (over || check.http().isEmpty()) {
            end(true, "it takes connections");
            return;
        }
        ready.writeHead(request(check.http().get()));
        ready.writeEnd();
    }

    private RequestHead request(HealthCheckConfig.Http http) {
        RequestHead head = new RequestHead();
        head.setVersion(HttpVersion.HTTP_1_1);
        head.setMethod(head.fields().append(GET, 0, GET.length), GET.length);
        byte[] path = Octets.of(http.path());
        head.setTarget(head.fields().append(path, 0, path.length), path.length);
        head.setAuthority(http.host().orElse(ownHost()));
        head.fields().add(FieldName.USER_AGENT, AGENT);
        return head;
    }

    /** The server's own name and port; of one that has none, behind a socket of this machine, localhost. */
    private Authority ownHost() {
        byte[] text = Octets.of(DEFAULT_PORT.matcher(address.toString()).replaceFirst("$1$2"));
        Authority own = Authority.parse(text, 0, text.length);
        return own == null ? new Authority("localhost", Authority.NO_PORT) : own;
    }

    @Override
    public void onInterim(ResponseHead head) {
        // The final head follows.
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        boolean good = check.http().map(http -> http.isGood(head.status())).orElse(true);
        end(good, "status " + head.status());
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        data.release();
    }

    @Override
    public void onResponseEnd() {
        // The head has told everything.
    }

    @Override
    public void onUpstreamWritable() {
        // There is nothing to be written.
    }

    @Override
    public void onMalformed(Flaw flaw) {
        // The failure follows.
        wrong = ": " + flaw.words();
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        stream = null;
        opening = null;
        // Without a socket nothing is known of the server.
        end(failure == Failure.NO_SOCKET ? null : Boolean.FALSE, failure.token() + wrong);
    }
}
