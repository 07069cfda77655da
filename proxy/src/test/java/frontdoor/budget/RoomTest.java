package frontdoor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** K15: what requests of all clients of an event loop may keep, and whose turn it is when that becomes little. */
class RoomTest {
    private static final int MOST = 800;

    private final AtomicBoolean plenty = new AtomicBoolean(true);
    private final Room room = new Room(10, MOST, plenty::get);
    private final Tenant greedy = room.enter("greedy");

    /** Thousands of requests come between two looks at the budgets. */
    @Test
    void admitsARequestAsLongAsThereIsRoom() {
        greedy.onHead(MOST - MOST / 8);
        assertThat(room.admitsRequestOf("greedy")).isTrue();
        greedy.onHead(1);
        assertThat(room.admitsRequestOf("greedy")).isFalse();
        assertThat(room.isTight()).isFalse();
        greedy.onHead(-1);
        assertThat(room.admitsRequestOf("greedy")).isTrue();
    }

    @Test
    void keepsTheLastEighthForWhoeverKeepsLittle() {
        greedy.onHead(MOST - MOST / 8 + 1);
        assertThat(room.admitsRequestOf("modest")).isTrue();
        Tenant modest = room.enter("modest");
        modest.onHead(20);
        assertThat(room.admitsRequestOf("modest")).isTrue();
        modest.onHead(MOST / 8 - 20);
        assertThat(room.heads()).isEqualTo(MOST + 1);
        assertThat(room.admitsRequestOf("modest")).as("nothing is left").isFalse();
        assertThat(room.admitsRequestOf("another")).as("nothing is left").isFalse();
    }

    /** With one client more than there are, each would have a third. */
    @Test
    void countsThePartsOfThoseWhoKeepSomething() {
        Tenant other = room.enter("other");
        room.enter("idle");
        greedy.onHead(MOST / 2);
        other.onHead(MOST / 3 - 1);
        greedy.onHead(MOST / 8);
        assertThat(room.admitsRequestOf("other")).isTrue();
        assertThat(room.admitsRequestOf("idle")).isTrue();
        other.onHead(1);
        assertThat(room.admitsRequestOf("other")).isFalse();
        assertThat(room.admitsRequestOf("greedy")).isFalse();
    }

    @Test
    void countsAllConnectionsOfAClient() {
        Tenant same = room.enter("greedy");
        assertThat(same).isSameAs(greedy);
        greedy.onHead(MOST);
        greedy.leave();
        assertThat(room.admitsRequestOf("greedy")).isFalse();
        same.leave();
        assertThat(room.admitsRequestOf("greedy"))
                .as("what is kept is not given back with the connection")
                .isFalse();
        same.onHead(-MOST);
        assertThat(room.enter("greedy")).as("nothing was left of it").isNotSameAs(greedy);
        assertThat(room.heads()).isZero();
    }

    @Test
    void admitsNobodyWhereLittleIsLeftOfAnything() {
        plenty.set(false);
        assertThat(room.admitsRequestOf("modest")).isFalse();
    }
}
