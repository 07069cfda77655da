package frontdoor.upstream;

import static org.awaitility.Awaitility.await;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Records what is heard of a response as one text: {@code ready, 103, 200, body hello, end}. */
@SuppressWarnings("JdkObsolete") // Written by the loop, read by the test.
public final class RecordedResponse implements ResponseEvents {
    private final ClientConnection connection;
    private final Client client;
    private final Consumer<UpstreamStream> onReady;
    private final StringBuffer events = new StringBuffer();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private volatile UpstreamStream stream;
    private final AtomicLong octets = new AtomicLong();
    private final AtomicInteger writable = new AtomicInteger();
    private volatile Thread thread;
    private boolean inBody;

    RecordedResponse(ClientConnection client, Consumer<UpstreamStream> onReady) {
        this(client, client.client(), onReady);
    }

    /** What {@code client} hears, for whom somebody speaks on {@code connection}. */
    RecordedResponse(ClientConnection connection, Client client, Consumer<UpstreamStream> onReady) {
        this.connection = connection;
        this.client = client;
        this.onReady = onReady;
    }

    private void record(String event) {
        thread = Thread.currentThread();
        inBody = false;
        events.append(events.isEmpty() ? "" : ", ").append(event);
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
    public void onUpstreamReady(UpstreamStream stream) {
        this.stream = stream;
        record("ready");
        onReady.accept(stream);
    }

    @Override
    public void onInterim(ResponseHead head) {
        record(String.valueOf(head.status()));
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        record(String.valueOf(head.status()));
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        octets.addAndGet(data.readableBytes());
        if (!inBody) {
            record("body ");
            inBody = true;
        }
        if (octets.get() < 1000) {
            events.append(data.toString(StandardCharsets.ISO_8859_1));
        }
        data.release();
    }

    @Override
    public void onResponseTrailers(Fields fields) {
        record("trailers");
    }

    @Override
    public void onResponseEnd() {
        record("end");
    }

    @Override
    public void onUpstreamWritable() {
        writable.incrementAndGet();
    }

    @Override
    public void onMalformed(Flaw flaw) {
        flaws.add(flaw.words());
    }

    /** What was said to be malformed. */
    public List<String> flaws() {
        return flaws;
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        record(failure.token());
    }

    public UpstreamStream stream() {
        return stream;
    }

    /** Where the last event was heard. */
    Thread thread() {
        return thread;
    }

    public long octets() {
        return octets.get();
    }

    public int writable() {
        return writable.get();
    }

    @Override
    public String toString() {
        return events.toString();
    }

    /** Waits until the record ends so. */
    public RecordedResponse awaitEnding(String ending) {
        await().pollInterval(Duration.ofMillis(2)).until(this::toString, text -> text.endsWith(ending));
        return this;
    }

    /** Waits for the end or a failure and returns the record. */
    public String awaitOver() {
        await().pollInterval(Duration.ofMillis(2))
                .until(
                        this::toString,
                        text -> text.endsWith("end")
                                || text.matches("(?s).*(upstream_|login_|bad_framing|internal|no_socket).*"));
        return toString();
    }
}
