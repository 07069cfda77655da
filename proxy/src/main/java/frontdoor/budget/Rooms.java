package frontdoor.budget;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The {@link Room} of each event loop, in equal shares, so that no loop asks another one: for responses a quarter of the direct memory, for
 * requests a quarter of the heap that is not the program's own.
 */
public final class Rooms {
    /** Octets of the heap that the program takes before anybody asks for anything. */
    private static final long OWN = 24L * 1024 * 1024;

    private final List<Room> rooms;

    private Rooms(List<Room> rooms) {
        this.rooms = rooms;
    }

    /** Shares them between {@code loops}; all are tight while {@code budgets} turn requests away. */
    public static Rooms share(Budgets budgets, int loops) {
        long most = PlatformDependent.maxDirectMemory() / 4 / loops;
        long mostHeads = ofRequests(Runtime.getRuntime().maxMemory()) / loops;
        return new Rooms(IntStream.range(0, loops)
                .mapToObj(_ -> new Room(most, mostHeads, budgets::admitsRequests))
                .toList());
    }

    /** A sixteenth at least: then whoever has as little wants it used. */
    private static long ofRequests(long heap) {
        return Math.max(heap / 16, (heap - OWN) / 4);
    }

    /** The room of the loop with this index. */
    public Room of(int loop) {
        return rooms.get(loop);
    }

    /** Octets of requests under way in all of them. */
    public long heads() {
        return rooms.stream().mapToLong(Room::heads).sum();
    }

    /** Octets that wait in all of them. */
    public long held() {
        return rooms.stream().mapToLong(Room::held).sum();
    }
}
