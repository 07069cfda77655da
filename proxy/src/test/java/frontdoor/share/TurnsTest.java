package frontdoor.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C12: whoever brings much at once does not keep others waiting for all of it. */
class TurnsTest {
    private static final ClientKey GREEDY = new ClientKey(1, 0);
    private static final ClientKey OTHER = new ClientKey(2, 0);
    private static final ClientKey LATE = new ClientKey(3, 0);

    private final Turns turns = new Turns();
    private final List<String> done = new ArrayList<>();

    private void add(ClientKey client, String... works) {
        for (String work : works) {
            turns.add(client, () -> done.add(work));
        }
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            turns.next().run();
        }
    }

    @Test
    void areTakenByTheClientsOneAfterTheOther() {
        add(GREEDY, "a", "b", "c", "d", "e");
        add(OTHER, "1", "2");
        take(3);
        add(LATE, "x");
        take(5);
        assertThat(done).containsExactly("a", "1", "b", "2", "c", "x", "d", "e");
        assertThat(turns.isEmpty()).isTrue();
        assertThat(turns.next()).isNull();
    }
}
