package frontdoor.compress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A library that is not to be had is told once, with its coding and the cause. */
class CodingLibraryTest {
    @Test
    void tellsOnceWhichCodingIsLeftOutAndWhy() {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(CodingLibrary.class);
        told.start();
        log.addAppender(told);
        try {
            CodingLibrary missing = new CodingLibrary(
                    "br", () -> new UnsatisfiedLinkError("no brotli in java.library.path: /opt/frontdoor/native"));
            assertThat(missing.isThere()).isFalse();
            assertThat(missing.isThere()).isFalse();
            assertThat(new CodingLibrary("zstd", () -> null).isThere()).isTrue();
        } finally {
            log.detachAppender(told);
        }

        assertThat(told.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .isEqualTo("answers are not compressed in this coding, its native library cannot be loaded");
            assertThat(line.getKeyValuePairs().toString()).contains("br", "no brotli in java.library.path");
        });
    }
}
