package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is written down about one exchange while it goes on. */
final class ExchangeFacts implements ExchangeRecord {
    private final ClientConnection connection;
    private final RequestHead request;
    private final @Nullable String site;
    private final long startedAtMillis = System.currentTimeMillis();
    private final Set<Credential> clearCredentials;
    private final long startedNanos;

    private @Nullable String upstream;
    private @Nullable InetSocketAddress peer;
    private int status;
    private @Nullable Failure failure;
    private long requestBodyOctets;
    private long responseBodyOctets;
    private long endedNanos;
    private long upstreamNanos = -1;
    private int retries;
    private int repairedLocations;
    private int repairedCookies;
    private int droppedHsts;

    ExchangeFacts(ClientConnection connection, RequestHead request, @Nullable String site) {
        this.connection = connection;
        this.request = request;
        this.site = site;
        this.clearCredentials = connection.secure() ? Set.of() : ClearCredentials.find(request);
        this.startedNanos = connection.loop().nanoTime();
    }

    void upstreamChosen(String name) {
        upstream = name;
    }

    void peerReached(InetSocketAddress address) {
        peer = address;
    }

    void headReceived() {
        upstreamNanos = connection.loop().nanoTime() - startedNanos;
    }

    void statusSent(int code) {
        status = code;
    }

    void requestBody(int octets) {
        requestBodyOctets += octets;
    }

    void responseBody(int octets) {
        responseBodyOctets += octets;
    }

    void retried() {
        retries++;
    }

    void locationRepaired() {
        repairedLocations++;
    }

    void cookieRepaired() {
        repairedCookies++;
    }

    void hstsDropped() {
        droppedHsts++;
    }

    void ended(@Nullable Failure why) {
        failure = why;
        endedNanos = connection.loop().nanoTime();
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public @Nullable String site() {
        return site;
    }

    @Override
    public @Nullable String upstream() {
        return upstream;
    }

    @Override
    public @Nullable InetSocketAddress peer() {
        return peer;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public long requestBodyOctets() {
        return requestBodyOctets;
    }

    @Override
    public long responseBodyOctets() {
        return responseBodyOctets;
    }

    @Override
    public long startedAtMillis() {
        return startedAtMillis;
    }

    @Override
    public long durationNanos() {
        return endedNanos - startedNanos;
    }

    @Override
    public long upstreamNanos() {
        return upstreamNanos;
    }

    @Override
    public int retries() {
        return retries;
    }

    @Override
    public int repairedLocations() {
        return repairedLocations;
    }

    @Override
    public int repairedCookies() {
        return repairedCookies;
    }

    @Override
    public Set<Credential> clearCredentials() {
        return clearCredentials;
    }

    @Override
    public int droppedHsts() {
        return droppedHsts;
    }
}
