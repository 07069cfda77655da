package frontdoor.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Logback's way to {@link Stderr}: a line is made by the thread that logs, and written by another.
 *
 * <p>Logback's own AsyncAppender drops by level, keeps events instead of octets, and tells nobody what is lost.
 */
public final class StderrAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private volatile @Nullable Encoder<ILoggingEvent> encoder;

    /** What makes a line of an event. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = lineOf(event);
        if (line != null) {
            Stderr.offer(line);
        }
    }

    byte @Nullable [] lineOf(ILoggingEvent event) {
        Encoder<ILoggingEvent> current = encoder;
        return current == null ? null : current.encode(event);
    }
}
