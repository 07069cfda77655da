package frontdoor.http2;

import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.fixture.HeadText;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A core that records what it hears as strings, and answers as it is told. */
final class RecordingStarter implements ExchangeStarter {
    /** A test's answer to a request that has been started. */
    interface Script {
        void onStart(ClientStream stream);
    }

    static final HstsField HSTS = HstsField.of("max-age=60");

    final List<String> events = new ArrayList<>();
    final List<ClientStream> streams = new ArrayList<>();
    final List<RequestHead> heads = new ArrayList<>();
    boolean keepOwing;
    Script script = _ -> {};

    @Override
    public RequestEvents start(ClientStream stream, RequestHead head) {
        int number = streams.size();
        streams.add(stream);
        heads.add(head);
        events.add(number + " start " + text(head));
        script.onStart(stream);
        return new Recorder(number, stream);
    }

    @Override
    public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
        int number = streams.size();
        streams.add(stream);
        heads.add(head);
        events.add(number + " refuse " + failure.token() + " " + HeadText.method(head) + " " + HeadText.target(head));
        answer(stream, failure.status(), "no\n");
        return new Recorder(number, stream);
    }

    static void answer(ClientStream stream, int status, String body) {
        ResponseHead head = head(status, body.length());
        head.fields().add(frontdoor.http.FieldName.CONTENT_TYPE, Octets.of("text/plain"));
        stream.writeHead(head, HSTS, body.isEmpty());
        if (!body.isEmpty()) {
            stream.writeBody(io.netty.buffer.Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
            stream.writeEnd();
        }
    }

    static ResponseHead head(int status, long length) {
        ResponseHead head = new ResponseHead();
        head.reset(status);
        head.setBodyLength(length);
        return head;
    }

    /** The answer that makes a tunnel of a stream. */
    static ResponseHead switched() {
        ResponseHead head = head(200, ResponseHead.UNKNOWN_LENGTH);
        head.setTunnel();
        return head;
    }

    private static String text(RequestHead head) {
        StringBuilder text =
                new StringBuilder(HeadText.method(head) + " " + HeadText.target(head) + " " + head.authority());
        text.append(" length=").append(head.bodyLength());
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                text.append(' ').append(fields.nameText(i)).append('=').append(fields.value(i));
            }
        }
        return text + (head.expectsContinue() ? " expects-continue" : "");
    }

    private final class Recorder implements RequestEvents {
        private final int number;
        private final ClientStream stream;

        Recorder(int number, ClientStream stream) {
            this.number = number;
            this.stream = stream;
        }

        @Override
        public void onBody(ByteBuf data) {
            int octets = data.readableBytes();
            events.add(number + " body " + octets);
            data.release();
            if (!keepOwing) {
                stream.bodyConsumed(octets);
            }
        }

        @Override
        public void onRequestEnd() {
            events.add(number + " end");
        }

        @Override
        public void onClientFull() {
            events.add(number + " full");
        }

        @Override
        public void onClientWritable() {
            events.add(number + " writable");
        }

        @Override
        public void onClientFailure(Failure failure) {
            events.add(number + " failure " + failure.token());
            if (failure.clientGone()) {
                stream.abort(failure);
            } else {
                answer(stream, failure.status(), "no\n");
            }
        }
    }
}
