package frontdoor.multiplex;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestHalfTest {
    private final RequestHead head = new RequestHead();
    private final RequestHalf request = new RequestHalf(head);
    private final List<String> heard = new ArrayList<>();
    private final RequestEvents listener = new Recording();

    private void begin(long bodyLength, boolean end) {
        head.setBodyLength(bodyLength);
        request.onHead(end);
        request.onStarted(listener, false);
    }

    private boolean take(String text) {
        ByteBuf data = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        boolean taken = request.take(data);
        data.release();
        return taken;
    }

    @Test
    void tellsOfTheBodyAndOfItsEndOnce() {
        begin(RequestHead.UNKNOWN_LENGTH, false);
        assertThat(request.onOctets(3, true)).isNull();
        assertThat(take("abc")).isTrue();
        request.end();
        request.end();
        assertThat(heard).containsExactly("abc", "end");
        assertThat(request.isComplete()).isTrue();
    }

    @Test
    void endsAtOnceWhereTheLengthIsNothing() {
        begin(0, false);
        assertThat(heard).containsExactly("end");
        assertThat(request.isComplete()).isFalse();
    }

    @Test
    void findsTheBodyTooLongAndTooShort() {
        begin(3, false);
        assertThat(request.onOctets(2, false)).isNull();
        assertThat(request.onOctets(2, false)).isEqualTo(Failure.BAD_FRAMING);
        assertThat(head.flaw()).isEqualTo(Flaw.of(Rule.BODY_LENGTH));
        RequestHalf shorter = new RequestHalf(head);
        assertThat(shorter.onOctets(2, true)).isEqualTo(Failure.BAD_FRAMING);
        assertThat(new RequestHalf(head).onTrailers(null, null)).isEqualTo(Failure.BAD_FRAMING);
    }

    @Test
    void findsTrailersMalformedByTheirOwnFlaw() {
        begin(RequestHead.UNKNOWN_LENGTH, false);
        Flaw flaw = Flaw.of(Rule.METHOD);
        assertThat(request.onTrailers(Failure.MALFORMED_REQUEST, flaw)).isEqualTo(Failure.MALFORMED_REQUEST);
        assertThat(head.flaw()).isSameAs(flaw);
    }

    @Test
    void saysNothingMoreOfARequestThatFailedButThatTheClientIsGone() {
        begin(RequestHead.UNKNOWN_LENGTH, false);
        request.fail(Failure.BAD_FRAMING);
        request.fail(Failure.BAD_FRAMING);
        assertThat(take("abc")).isFalse();
        request.end();
        request.fail(Failure.CLIENT_ABORTED);
        request.fail(Failure.CLIENT_ABORTED);
        assertThat(heard).containsExactly("BAD_FRAMING", "CLIENT_ABORTED");
        assertThat(request.listener()).isNull();
    }

    @Test
    void saysNothingAfterTheEndOfTheExchange() {
        begin(RequestHead.UNKNOWN_LENGTH, false);
        request.onExchangeEnded();
        assertThat(take("abc")).isFalse();
        request.end();
        request.fail(Failure.CLIENT_ABORTED);
        assertThat(heard).isEmpty();
        assertThat(request.listener()).isNull();
    }

    @Test
    void takesNothingThatNobodyWants() {
        begin(RequestHead.UNKNOWN_LENGTH, false);
        request.discard();
        assertThat(take("abc")).isFalse();
        request.end();
        assertThat(heard).containsExactly("end");
    }

    @Test
    void tellsOfAStreamThatEndedWhileTheExchangeBegan() {
        request.onHead(true);
        request.onStarted(listener, true);
        assertThat(heard).containsExactly("CLIENT_ABORTED");
    }

    private final class Recording implements RequestEvents {
        @Override
        public void onBody(ByteBuf data) {
            heard.add(data.toString(StandardCharsets.US_ASCII));
            data.release();
        }

        @Override
        public void onRequestEnd() {
            heard.add("end");
        }

        @Override
        public void onClientFull() {}

        @Override
        public void onClientWritable() {}

        @Override
        public void onClientFailure(Failure failure) {
            heard.add(failure.name());
        }
    }
}
