package frontdoor.forward;

import frontdoor.discovery.ReportBody;
import frontdoor.discovery.ReportIntake;
import frontdoor.exchange.ClientStream;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.loop.Deadline;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a browser's report and answers 204, whatever it is worth: what reads it does so later and elsewhere. Nothing of it is forwarded.
 *
 * <h2>Buffers</h2>
 *
 * Copies a bounded number of octets, for a bounded time; what is too large, too slow, or one too many is answered at once and dropped.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
final class ReportTaking implements Responder {
    private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final List<byte[]> TYPES = List.of(
            Octets.of("application/csp-report"), Octets.of("application/reports+json"), Octets.of("application/json"));

    private final Exchange exchange;
    private final Site site;
    private final ReportIntake intake;
    private final Deadline deadline = new Whole();
    private @Nullable ReportBody body;

    ReportTaking(Exchange exchange, Site site, ReportIntake intake) {
        this.exchange = exchange;
        this.site = site;
        this.intake = intake;
    }

    @Override
    public void begin() {
        RequestHead request = exchange.request();
        ClientStream client = exchange.client();
        if (!isReport(request.fields())) {
            intake.onOtherType();
        } else if (request.bodyLength() > ReportBody.MAX) {
            intake.onTooLarge();
        } else {
            body = intake.admit(client.connection().loop().epochSecond());
        }
        if (body == null) {
            exchange.answerEmpty(204);
            return;
        }
        client.connection().loop().set(deadline, WHOLE_NANOS);
        if (request.expectsContinue() && !exchange.requestEnded()) {
            exchange.parts().answers().goOn(client);
        }
    }

    /** The media type without its parameters is one that reports come in; a page elsewhere cannot send any of them unasked. */
    private static boolean isReport(Fields request) {
        int i = request.find(FieldName.CONTENT_TYPE, 0);
        if (i < 0) {
            return false;
        }
        byte[] bytes = request.bytes();
        int start = request.valueStart(i);
        int end = start;
        while (end < start + request.valueLength(i) && bytes[end] != ';' && !Octets.isBlank(bytes[end])) {
            end++;
        }
        int length = end - start;
        return TYPES.stream().anyMatch(type -> Octets.equalIgnoreCase(bytes, start, length, type));
    }

    @Override
    public void onRequestBody(ByteBuf data) {
        int octets = data.readableBytes();
        boolean fits = body != null && body.add(data);
        data.release();
        if (fits) {
            exchange.client().bodyConsumed(octets);
        } else {
            close();
            exchange.answerEmpty(204);
        }
    }

    @Override
    public void onRequestEnd() {
        RequestHead request = exchange.request();
        Authority authority = request.authority();
        ReportBody whole = body;
        body = null;
        deadline.withdraw();
        if (whole != null) {
            whole.complete(site.name(), authority == null ? "" : authority.host(), origin(request.fields()));
        }
        exchange.answerEmpty(204);
    }

    private static String origin(Fields request) {
        int i = request.find(FieldName.ORIGIN, 0);
        return i < 0 ? "" : request.value(i);
    }

    @Override
    public void close() {
        deadline.withdraw();
        if (body != null) {
            body.close();
            body = null;
        }
    }

    private final class Whole extends Deadline {
        @Override
        protected void onExpired() {
            intake.onTooSlow();
            close();
            exchange.answerEmpty(204);
        }
    }
}
