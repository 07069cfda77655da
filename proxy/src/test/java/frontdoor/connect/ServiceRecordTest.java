package frontdoor.connect;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hosts.ServerPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 2782: the order in which the servers of a service are asked. */
class ServiceRecordTest {
    private static ServiceRecord record(int priority, int weight, String host) {
        return new ServiceRecord(priority, weight, new ServerPlace.Port(host, 80), 1);
    }

    @Test
    void goesByPriorityAndThenByLot() {
        List<ServiceRecord> records =
                List.of(record(2, 1, "spare"), record(1, 30, "big"), record(1, 10, "small"), record(1, 0, "idle"));
        Random random = new Random(7);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<String> order = ServiceRecord.inOrder(records, random).stream()
                    .map(one -> one.place().host())
                    .toList();
            assertThat(order).hasSize(4).endsWith("spare");
            first.merge(order.getFirst(), 1, Integer::sum);
        }
        assertThat(first.get("big")).isBetween(7_000, 7_600);
        assertThat(first.get("small")).isBetween(2_200, 2_700);
        assertThat(first.get("idle")).isBetween(100, 500);
    }
}
