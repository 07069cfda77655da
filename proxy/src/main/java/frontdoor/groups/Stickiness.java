package frontdoor.groups;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestCookies;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import frontdoor.sticky.StickyCookies;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.Peer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cookies by which clients of a group come back to the server that they had.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops; each signs with something of its own.
 */
public final class Stickiness {
    private static final int SECONDS = 60;
    private static final byte[] ATTRIBUTES = Octets.of("; Path=/; Secure; HttpOnly; SameSite=Lax");

    private static final Logger log = LoggerFactory.getLogger(Stickiness.class);
    /** Cookies of the name in one request that are looked at: more come from nobody but those who want to make work. */
    private static final int MOST_LOOKED_AT = 8;

    private final String group;
    private final byte[] name;
    private final byte[] before;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Member[] members;
    private final long[] ids;
    private final StickyCookies[] cookies;

    /** Cookies called {@code name}, of the group {@code group} of {@code members}, signed with {@code key}. */
    Stickiness(String name, String group, List<Member> members, StickyKey key, List<Loop> loops) {
        this.group = group;
        this.name = Octets.of(name);
        this.before = Octets.of(name + "=");
        this.members = members.toArray(Member[]::new);
        this.ids = members.stream()
                .mapToLong(member -> key.idOf(member.peer().address().toString()))
                .toArray();
        this.cookies = loops.stream().map(_ -> new StickyCookies(key, group)).toArray(StickyCookies[]::new);
    }

    /**
     * A client that comes back.
     *
     * @param member to the server that it had
     * @param due whether its cookie is so old that it gets another one
     */
    public record Stuck(Member member, boolean due) {}

    /**
     * Where the first cookie of {@code request} leads that is to be believed and names a server that can be asked; or null. A browser may
     * send several of one name. All of that name are taken out: they are nothing to the servers.
     */
    @Nullable
    Stuck take(Loop loop, RequestHead request) {
        Fields fields = request.fields();
        if (RequestCookies.find(fields, name) == RequestCookies.NONE) {
            return null;
        }
        Stuck found = find(loop, fields);
        RequestCookies.remove(fields, name);
        return found;
    }

    private @Nullable Stuck find(Loop loop, Fields fields) {
        int looked = 0;
        byte[] bytes = fields.bytes();
        for (int i = fields.find(FieldName.COOKIE, 0); i >= 0; i = fields.find(FieldName.COOKIE, i + 1)) {
            int from = fields.valueStart(i);
            int end = from + fields.valueLength(i);
            long at;
            while ((at = RequestCookies.find(bytes, from, end, name)) != RequestCookies.NONE
                    && looked++ < MOST_LOOKED_AT) {
                from = RequestCookies.start(at) + RequestCookies.length(at);
                Stuck found = read(loop, bytes, RequestCookies.start(at), RequestCookies.length(at));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable Stuck read(Loop loop, byte[] bytes, int start, int length) {
        StickyCookies ofLoop = cookies[loop.index()];
        long id = ofLoop.read(bytes, start, length, minute(loop));
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id && members[i].rank(loop, false) <= Member.FULL) {
                return new Stuck(members[i], ofLoop.isDue(bytes, start, length, minute(loop)));
            }
        }
        return null;
    }

    /** Takes cookies of the same name out of an answer: the server would never get them back, and the client would forget ours. */
    void dropNamesakes(ResponseHead head) {
        Fields fields = head.fields();
        for (int i = fields.find(FieldName.SET_COOKIE, 0); i >= 0; i = fields.find(FieldName.SET_COOKIE, i + 1)) {
            if (fields.valueLength(i) >= before.length
                    && Octets.equal(fields.bytes(), fields.valueStart(i), before.length, before)) {
                fields.remove(i);
                if (told.compareAndSet(false, true)) {
                    log.atWarn()
                            .addKeyValue("upstream", group)
                            .addKeyValue("cookie", Octets.text(name, 0, name.length))
                            .log(
                                    "upstream sets a cookie that has the name of the sticky one, which is dropped; give that another name"
                                            + " (sticky.cookie)");
                }
            }
        }
    }

    /** The field value that brings a client back to {@code member}; null if that is none of these servers any more. */
    byte @Nullable [] make(Loop loop, Member member) {
        long id = idOf(member.peer());
        if (id == StickyCookies.NOBODY) {
            return null;
        }
        byte[] value = cookies[loop.index()].make(id, minute(loop));
        byte[] field = new byte[before.length + value.length + ATTRIBUTES.length];
        System.arraycopy(before, 0, field, 0, before.length);
        System.arraycopy(value, 0, field, before.length, value.length);
        System.arraycopy(ATTRIBUTES, 0, field, before.length + value.length, ATTRIBUTES.length);
        return field;
    }

    private long idOf(Peer peer) {
        for (int i = 0; i < members.length; i++) {
            if (members[i].peer() == peer) {
                return ids[i];
            }
        }
        return StickyCookies.NOBODY;
    }

    private static int minute(Loop loop) {
        return (int) (loop.epochSecond() / SECONDS);
    }
}
