package frontdoor.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The figures of a process at one moment that must not grow, and how it is.
 *
 * @param at since the beginning
 * @param residentKib memory that it holds
 * @param directKib direct memory in use, as its budget has it
 * @param heapKib what a full collection leaves of the heap
 * @param descriptors that are open
 * @param threads of the system
 * @param connections of clients
 * @param lagMillis the longest that an event loop was late in the last ten to twenty seconds
 * @param loops that turn
 * @param spent whether only the reserve is left of a budget
 */
record Vitals(
        Duration at,
        long residentKib,
        long directKib,
        long heapKib,
        long descriptors,
        long threads,
        long connections,
        long lagMillis,
        long loops,
        boolean spent) {
    static final String HEADING =
            "   time  resident-kib  direct-kib  heap-kib  descriptors  threads  clients  lag-ms  loops  spent";

    /** Takes them now; the process collects its garbage for that. */
    static Vitals of(FrontdoorProcess frontdoor, AdminMetrics metrics, Duration at) throws IOException {
        String page = metrics.page();
        return new Vitals(
                at,
                frontdoor.residentKib(),
                (long) AdminMetrics.valueIn(page, "frontdoor_budget_used{budget=\"direct_memory\"}") >> 10,
                LiveObjects.of(frontdoor).octets() >> 10,
                frontdoor.descriptors(),
                frontdoor.threads(),
                (long) AdminMetrics.valueIn(page, "frontdoor_client_connections"),
                (long) (1000 * AdminMetrics.valueIn(page, "frontdoor_event_loop_lag_seconds{loop=")),
                (long) AdminMetrics.valueIn(page, "frontdoor_event_loops_alive"),
                AdminMetrics.valueIn(page, "frontdoor_budget_spent") > 0);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%4d:%02d  %12d  %10d  %8d  %11d  %7d  %7d  %6d  %5d  %s",
                at.toMinutes(),
                at.toSecondsPart(),
                residentKib,
                directKib,
                heapKib,
                descriptors,
                threads,
                connections,
                lagMillis,
                loops,
                spent ? "yes" : "no");
    }

    /** The median of a figure from the second tenth to the fifth: the process is warm by then. */
    static long early(List<Vitals> all, ToLongFunction<Vitals> figure) {
        return median(all.subList(all.size() / 10, Math.max(1, all.size() / 2)), figure);
    }

    /** The median of a figure in the last third. */
    static long late(List<Vitals> all, ToLongFunction<Vitals> figure) {
        return median(all.subList(all.size() * 2 / 3, all.size()), figure);
    }

    private static long median(List<Vitals> some, ToLongFunction<Vitals> figure) {
        return some.stream()
                .mapToLong(figure)
                .sorted()
                .skip(some.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
