package frontdoor.groups;

import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestCookies;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import frontdoor.sticky.StickyCookies;
import frontdoor.sticky.StickyKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookies by which clients of a group come back to the server that they had.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops; each signs with something of its own.
 */
final class Stickiness {
    private static final int SECONDS = 60;
    private static final byte[] ATTRIBUTES = Octets.of("; Path=/; Secure; HttpOnly; SameSite=Lax");

    private final byte[] name;
    private final byte[] before;
    private final Member[] members;
    private final long[] ids;
    private final StickyCookies[] cookies;

    /** Cookies called {@code name}, of the group {@code group} of {@code members}, signed with {@code key}. */
    Stickiness(String name, String group, List<Member> members, StickyKey key, List<Loop> loops) {
        this.name = Octets.of(name);
        this.before = Octets.of(name + "=");
        this.members = members.toArray(Member[]::new);
        this.ids = members.stream()
                .mapToLong(member -> key.idOf(member.peer().address().toString()))
                .toArray();
        this.cookies = loops.stream().map(_ -> new StickyCookies(key, group)).toArray(StickyCookies[]::new);
    }

    /** The server that a cookie of {@code request} names, if that is to be believed and can be asked; or null. */
    @Nullable
    Member find(Loop loop, RequestHead request) {
        Fields fields = request.fields();
        long found = RequestCookies.find(fields, name);
        if (found == RequestCookies.NONE) {
            return null;
        }
        long id = cookies[loop.index()].read(
                fields.bytes(), RequestCookies.start(found), RequestCookies.length(found), minute(loop));
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return members[i].rank(loop, false) <= Member.FULL ? members[i] : null;
            }
        }
        return null;
    }

    /** Whether the cookie of {@code request}, which was found to be good, is old enough for another one. */
    boolean isDue(Loop loop, RequestHead request) {
        Fields fields = request.fields();
        long found = RequestCookies.find(fields, name);
        return found == RequestCookies.NONE
                || cookies[loop.index()].isDue(
                        fields.bytes(), RequestCookies.start(found), RequestCookies.length(found), minute(loop));
    }

    /** The field value that brings a client back to {@code member}. */
    byte[] make(Loop loop, Member member) {
        byte[] value = cookies[loop.index()].make(idOf(member), minute(loop));
        byte[] field = new byte[before.length + value.length + ATTRIBUTES.length];
        System.arraycopy(before, 0, field, 0, before.length);
        System.arraycopy(value, 0, field, before.length, value.length);
        System.arraycopy(ATTRIBUTES, 0, field, before.length + value.length, ATTRIBUTES.length);
        return field;
    }

    private long idOf(Member member) {
        for (int i = 0; i < members.length; i++) {
            if (members[i] == member) {
                return ids[i];
            }
        }
        throw new IllegalArgumentException(member + " is no server of this group");
    }

    private static int minute(Loop loop) {
        return (int) (loop.epochSecond() / SECONDS);
    }
}
