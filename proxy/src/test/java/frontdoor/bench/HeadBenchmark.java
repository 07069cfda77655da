package frontdoor.bench;

import frontdoor.http.HeadLimits;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.ConnectionOption;
import frontdoor.wire.Progress;
import frontdoor.wire.RequestReader;
import frontdoor.wire.RequestWriter;
import frontdoor.wire.ResponseReader;
import frontdoor.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of reading and writing a head; with {@code -prof gc} it shows that nothing is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadBenchmark {
    private static final HeadLimits LIMITS = new HeadLimits(16 * 1024, 32 * 1024, 128);
    private static final HstsField HSTS = HstsField.of("max-age=31536000; includeSubDomains");

    private final ByteBuf request = direct("""
                GET /shop/articles/4711?color=blue HTTP/1.1\r
                Host: www.example.com\r
                User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
                Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
                Accept-Language: en-US,en;q=0.5\r
                Accept-Encoding: gzip, deflate, br\r
                Connection: keep-alive\r
                Cookie: session=0123456789abcdef\r
                \r
                """);
    private final ByteBuf response = direct("""
                HTTP/1.1 200 OK\r
                Date: Sun, 22 Nov 2026 08:00:00 GMT\r
                Server: Apache\r
                Content-Type: text/html; charset=UTF-8\r
                Content-Length: 1024\r
                Cache-Control: private, max-age=0\r
                Set-Cookie: session=0123456789abcdef; Path=/; HttpOnly\r
                Vary: Accept-Encoding\r
                ETag: "0123456789"\r
                \r
                """);
    private final ByteBuf out = Unpooled.directBuffer(4096);

    private final RequestReader requestReader = new RequestReader(LIMITS);
    private final RequestHead requestHead = new RequestHead();
    private final ResponseReader responseReader = new ResponseReader(LIMITS);
    private final ResponseHead responseHead = new ResponseHead();

    /** Reads both heads once, so that the writers have something to write. */
    public HeadBenchmark() {
        readRequestHead();
        readResponseHead();
    }

    private static ByteBuf direct(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    /** About 390 octets, 7 fields. */
    @Benchmark
    public final Progress readRequestHead() {
        request.readerIndex(0);
        requestHead.clear();
        requestReader.reset();
        return requestReader.read(request, requestHead);
    }

    /** The same head. */
    @Benchmark
    public ByteBuf writeRequestHead() {
        RequestWriter.write(requestHead, out.clear());
        return out;
    }

    /** About 310 octets, 8 fields. */
    @Benchmark
    public final Progress readResponseHead() {
        response.readerIndex(0);
        responseReader.reset(Method.GET, false);
        return responseReader.read(response, responseHead);
    }

    /** The same head with a policy. */
    @Benchmark
    public ByteBuf writeResponseHead() {
        ResponseWriter.write(responseHead, HSTS, BodyFraming.LENGTH, ConnectionOption.NONE, out.clear());
        return out;
    }
}
