package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.heads.ClearCredentials;
import frontdoor.heads.RuledExchange;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The record of one exchange, written down while it goes on. */
@SuppressWarnings("EnumOrdinal") // It numbers the counts, and never leaves the memory of this process.
final class ExchangeFacts implements ExchangeRecord, RuledExchange {
    private static final int MAX_FAULTS = 8;

    private final ClientConnection connection;
    private final Client client;
    private final RequestHead request;
    private final @Nullable String site;
    private final Set<Credential> clearCredentials;
    private final long startedNanos;

    private @Nullable String upstream;
    private @Nullable SocketAddress peer;
    private int status;
    private @Nullable Failure failure;
    private @Nullable Flaw responseFlaw;
    private long requestBodyOctets;
    private long responseBodyOctets;
    private long endedNanos;
    private long upstreamNanos = -1;
    private int retries;
    /** By kind; null, as the list is empty, but for exchanges with faults, so that the others cost nothing. */
    private int @Nullable [] masked;

    private List<MaskedFault> maskedFaults = List.of();

    ExchangeFacts(ClientConnection connection, Client client, RequestHead request, @Nullable String site) {
        this.connection = connection;
        this.client = client;
        this.request = request;
        this.site = site;
        this.clearCredentials = client.secure() ? Set.of() : ClearCredentials.find(request);
        this.startedNanos = connection.loop().nanoTime();
    }

    void upstreamChosen(String name) {
        upstream = name;
    }

    void peerReached(SocketAddress address) {
        peer = address;
    }

    void headReceived(long now) {
        upstreamNanos = now - startedNanos;
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

    void responseMalformed(Flaw flaw) {
        responseFlaw = flaw;
    }

    void retried() {
        retries++;
        responseFlaw = null;
    }

    @Override
    public void onMasked(MaskedFault.Kind kind, byte[] bytes, int start, int length) {
        int[] counts = masked == null ? new int[MaskedFault.Kind.values().length] : masked;
        counts[kind.ordinal()]++;
        masked = counts;
        if (maskedFaults.isEmpty()) {
            maskedFaults = new ArrayList<>(MAX_FAULTS);
        }
        if (maskedFaults.size() < MAX_FAULTS) {
            String evidence = Octets.text(bytes, start, Math.min(length, MaskedFault.MAX_EVIDENCE));
            maskedFaults.add(new MaskedFault(kind, evidence));
        }
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
    public Client client() {
        return client;
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
    public @Nullable SocketAddress peer() {
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
    public @Nullable Flaw flaw() {
        return responseFlaw == null ? request.flaw() : responseFlaw;
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
        return connection.loop().epochMillis(startedNanos);
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
    public Set<Credential> clearCredentials() {
        return clearCredentials;
    }

    @Override
    public int masked(MaskedFault.Kind kind) {
        return masked == null ? 0 : masked[kind.ordinal()];
    }

    @Override
    public List<MaskedFault> maskedFaults() {
        return maskedFaults;
    }
}
