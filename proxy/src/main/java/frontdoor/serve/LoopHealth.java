package frontdoor.serve;

import frontdoor.admin.Health;
import frontdoor.loop.LoopWatchdog;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The health of the process, which is that of its event loops.
 *
 * @param loops tells whether one is lost
 * @param serving false once the process comes to its end
 * @param noted what is out of the ordinary, a line each
 */
record LoopHealth(LoopWatchdog loops, BooleanSupplier serving, Supplier<String> noted) implements Health {
    @Override
    public @Nullable String fault() {
        LoopWatchdog.Lost lost = loops.lost();
        return lost == null ? null : lost.loss().word();
    }

    @Override
    public boolean takesRequests() {
        return serving.getAsBoolean();
    }

    @Override
    public String notes() {
        return noted.get();
    }
}
