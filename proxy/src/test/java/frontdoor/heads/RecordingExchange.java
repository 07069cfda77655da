package frontdoor.heads;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.MaskedFault;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.TestRequest;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** An exchange for rules that stand alone, which keeps what they tell. */
final class RecordingExchange implements RuledExchange {
    final List<String> masked = new ArrayList<>();
    private final RequestHead request;
    private final ClientConnection connection;

    RecordingExchange(RequestHead request, boolean secure) {
        this.request = request;
        this.connection = new RecordingClient(secure, InstantSource.system()).connection();
    }

    /** One of a GET over TLS. */
    static RecordingExchange secure() {
        return new RecordingExchange(TestRequest.of("GET", "/"), true);
    }

    @Override
    public RequestHead request() {
        return request;
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
    public void onMasked(MaskedFault.Kind kind, byte[] bytes, int start, int length) {
        masked.add(kind + " " + Octets.text(bytes, start, length));
    }
}
