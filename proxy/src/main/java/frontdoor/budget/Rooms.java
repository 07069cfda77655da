package frontdoor.budget;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.stream.IntStream;

/** The {@link Room} of each event loop: a quarter of the direct memory in equal shares, so that no loop asks another one. */
public final class Rooms {
    private final List<Room> rooms;

    private Rooms(List<Room> rooms) {
        this.rooms = rooms;
    }

    /** Shares a quarter of the direct memory between {@code loops}; all are tight while {@code budgets} turn requests away. */
    public static Rooms share(Budgets budgets, int loops) {
        long most = PlatformDependent.maxDirectMemory() / 4 / loops;
        return new Rooms(IntStream.range(0, loops)
                .mapToObj(_ -> new Room(most, budgets::admitsRequests))
                .toList());
    }

    /** The room of the loop with this index. */
    public Room of(int loop) {
        return rooms.get(loop);
    }

    /** Octets that wait in all of them. */
    public long held() {
        return rooms.stream().mapToLong(Room::held).sum();
    }
}
