package frontdoor.http1;

import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.fixture.HeadText;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A core that writes down what it hears, and answers when it is told to. */
final class RecordingCore implements ExchangeStarter {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    /** Called as soon as an exchange starts, or on its refusal. */
    Consumer<ClientStream> onStart = _ -> {};
    /** Called when the request is complete. */
    Consumer<ClientStream> onEnd = _ -> {};
    /** Called when the client takes more again. */
    Consumer<ClientStream> onWritable = _ -> {};
    /** Whether octets of bodies are given back at once. */
    boolean consuming = true;
    /** Whether bodies are counted only. */
    boolean counting;

    final AtomicLong bodyOctets = new AtomicLong();

    @Nullable
    volatile ClientStream stream;

    @Override
    public RequestEvents start(ClientStream stream, RequestHead head) {
        heard.add(HeadText.method(head) + " " + HeadText.target(head));
        return begin(stream);
    }

    @Override
    public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
        heard.add("refuse " + failure.token());
        return begin(stream);
    }

    private RequestEvents begin(ClientStream stream) {
        this.stream = stream;
        onStart.accept(stream);
        return new Recorder(stream);
    }

    private final class Recorder implements RequestEvents {
        private final ClientStream stream;

        Recorder(ClientStream stream) {
            this.stream = stream;
        }

        @Override
        public void onBody(ByteBuf data) {
            int octets = data.readableBytes();
            bodyOctets.addAndGet(octets);
            if (!counting) {
                heard.add("body " + data.toString(StandardCharsets.ISO_8859_1));
            }
            data.release();
            if (consuming) {
                stream.bodyConsumed(octets);
            }
        }

        @Override
        public void onRequestEnd() {
            heard.add("end");
            onEnd.accept(stream);
        }

        @Override
        public void onClientFull() {
            heard.add("full");
        }

        @Override
        public void onClientWritable() {
            heard.add("writable");
            onWritable.accept(stream);
        }

        @Override
        public void onClientFailure(Failure failure) {
            heard.add("failure " + failure.token());
        }
    }

    /** A head with one field and this length. */
    static ResponseHead head(int status, long length) {
        ResponseHead head = new ResponseHead();
        head.reset(status);
        head.fields().add(FieldName.SERVER, Octets.of("t"));
        head.setBodyLength(length);
        return head;
    }

    /** The head that makes a tunnel of a connection. */
    static ResponseHead switched() {
        ResponseHead head = head(101, 0);
        head.setTunnel();
        return head;
    }

    static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** Answers completely: 200 with this body. */
    static void answer(ClientStream stream, String body) {
        stream.writeHead(head(200, body.length()), HstsField.NONE, body.isEmpty());
        if (!body.isEmpty()) {
            stream.writeBody(octets(body));
            stream.writeEnd();
        }
    }
}
