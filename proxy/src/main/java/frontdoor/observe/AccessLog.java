package frontdoor.observe;

import frontdoor.config.AccessLogConfig;
import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.log.LineOutput;
import frontdoor.log.LineWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The access log: one line per exchange, JSON or combined, to a file or stdout.
 *
 * <h2>Threads</h2>
 *
 * A line is encoded on the exchange's loop and written on a thread of the log's own; no loop ever waits for it.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} writes what waits, after the last exchange has ended.
 */
public final class AccessLog implements ExchangeListener, AutoCloseable {
    private static final int QUEUED_LINES = 8192;
    private static final long QUEUED_OCTETS = 16L * 1024 * 1024;

    private record Encoder(LineFormat format, LineBuffer line, Sample sample) {}

    private final Encoder[] encoders;
    private final LineWriter writer;

    private AccessLog(int loops, Supplier<LineFormat> format, int sample, LineWriter writer) {
        this.encoders = Stream.generate(() -> new Encoder(format.get(), new LineBuffer(), new Sample(sample)))
                .limit(loops)
                .toArray(Encoder[]::new);
        this.writer = writer;
    }

    /** Starts the log for exchanges of {@code loops} event loops. */
    public static AccessLog open(AccessLogConfig config, int loops) {
        LineWriter writer = writer(outputOf(config), QUEUED_LINES);
        writer.start();
        return new AccessLog(loops, formatOf(config), config.sample(), writer);
    }

    /** The same for a person at a terminal: a short line on stdout for each exchange. */
    public static AccessLog toTerminal(int loops) {
        LineWriter writer = writer(new LogOutput(Optional.empty()), QUEUED_LINES);
        writer.start();
        return new AccessLog(loops, TerminalLines::new, Sample.ALL, writer);
    }

    /** Not yet started. */
    static LineWriter writer(LineOutput output, int lines) {
        return new LineWriter("frontdoor-access-log", output, lines, QUEUED_OCTETS, new AccessLogFate());
    }

    private static LineOutput outputOf(AccessLogConfig config) {
        LogOutput output = new LogOutput(config.file());
        return config.rotation().isOn() && config.file().isPresent()
                ? new RotatedOutput(output, config.file().get(), config.rotation(), InstantSource.system())
                : output;
    }

    private static Supplier<LineFormat> formatOf(AccessLogConfig config) {
        return switch (config.format()) {
            case JSON -> () -> new JsonLines(config.fields());
            case COMBINED -> CombinedLines::new;
        };
    }

    @Override
    public void exchangeEnded(ExchangeRecord exchange) {
        Encoder encoder = encoders[exchange.connection().loop().index()];
        if (!encoder.sample().takes(exchange)) {
            return;
        }
        encoder.line().clear();
        encoder.format().write(exchange, encoder.line());
        writer.offer(encoder.line().toLine());
    }

    /** Lines that could not be written since the start. */
    public long dropped() {
        return writer.dropped();
    }

    @Override
    public void close() {
        writer.close();
    }
}
