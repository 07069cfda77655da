package frontdoor.forward;

import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ClientTls;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A client's stream that writes down what it is told, one line each; the policy stands last in a head. */
public final class RecordingClient implements ClientStream {
    final List<String> events = new ArrayList<>();
    boolean writable = true;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ClientConnection connection;

    public RecordingClient(boolean secure, InstantSource wall) {
        this(secure, wall, Ticker.systemTicker());
    }

    RecordingClient(boolean secure, InstantSource wall, Ticker ticker) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        Loop loop = new Loop(0, channel.eventLoop(), ticker, wall);
        connection = new ClientConnection(
                new Accepted(loop, address, address, false), secure ? new ClientTls(null, _ -> true) : null);
    }

    /** Lets the loop do what it was asked to do later. */
    void runPendingTasks() {
        channel.runPendingTasks();
    }

    @Override
    public ClientConnection connection() {
        return connection;
    }

    @Override
    public void writeInterim(ResponseHead head) {
        events.add("interim " + head.status());
    }

    @Override
    public void writeHead(ResponseHead head, HstsField hsts, boolean end) {
        StringBuilder line = new StringBuilder().append(head.status());
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && !fields.nameText(i).equalsIgnoreCase("Date")) {
                line.append(" | ").append(fields.nameText(i)).append(": ").append(fields.value(i));
            }
        }
        events.add(line + (head.last() ? " | last" : "") + " | hsts " + hsts + (end ? " | end" : ""));
    }

    @Override
    public void writeBody(ByteBuf data) {
        events.add("body " + data.toString(StandardCharsets.UTF_8));
        data.release();
    }

    @Override
    public void writeEnd() {
        events.add("end");
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void bodyConsumed(int octets) {
        events.add("consumed " + octets);
    }

    @Override
    public void discardBody() {}

    @Override
    public void abort(Failure failure) {
        events.add("abort " + failure.token());
    }
}
