package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.reload.Reload;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A9: what reading thousands of sites leaves behind does not stay. */
class ReadingGarbageTest {
    private final AtomicLong grown = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final ReadingGarbage garbage = new ReadingGarbage(grown::get, collections::incrementAndGet);

    @Test
    void collectsWhatALargeReadingLeaves() {
        grown.set(130L << 20);
        garbage.reloaded(new Reload.Applied(List.of()));
        garbage.reloaded(new Reload.Refused(List.of()));
        assertThat(collections).hasValue(2);
    }

    @Test
    void doesNotStopTheProcessForLittle() {
        grown.set(20L << 20);
        garbage.reloaded(new Reload.Applied(List.of()));
        garbage.collect();
        assertThat(collections).hasValue(0);
    }
}
