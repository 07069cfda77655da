package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import io.netty.util.NetUtil;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a client that is redirected to where it comes from, again and again: behind another end of TLS that asks in the clear, that is what
 * everybody is. The log names it, and what helps.
 *
 * <p>It remembers the last redirects in 256 places. The same redirect is one of the same address, for the same peer, the
 * same X-Forwarded-For and the same User-Agent, so that many visitors behind one proxy are no loop.
 *
 * <h2>Threads</h2>
 *
 * One per event loop, confined to it.
 */
final class RedirectLoops {
    /** As many as browsers follow, and half of that. */
    static final int MANY = 10;

    private static final Logger log = LoggerFactory.getLogger(RedirectLoops.class);
    private static final int PLACES = 256;
    private static final long TOGETHER_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final long[] redirects = new long[PLACES];
    private final long[] began = new long[PLACES];
    private final int[] counts = new int[PLACES];
    private boolean told;
    private long toldAt;

    /** {@code request} is answered with a redirect of ours. */
    void onRedirect(ClientConnection connection, boolean secure, RequestHead request) {
        long redirect = hashOf(connection, request);
        int place = (int) (redirect & PLACES - 1);
        long now = connection.loop().nanoTime();
        if (redirects[place] != redirect || now - began[place] > TOGETHER_NANOS) {
            redirects[place] = redirect;
            began[place] = now;
            counts[place] = 0;
        }
        counts[place]++;
        if (counts[place] == MANY && (!told || now - toldAt > QUIET_NANOS)) {
            told = true;
            toldAt = now;
            tell(connection, secure, request);
        }
    }

    private static void tell(ClientConnection connection, boolean secure, RequestHead request) {
        Fields fields = request.fields();
        Authority authority = request.authority();
        int proto = fields.find(FieldName.X_FORWARDED_PROTO, 0);
        log.atWarn()
                .addKeyValue("peer", NetUtil.toAddressString(connection.peer().getAddress()))
                .addKeyValue("host", authority == null ? null : authority.host())
                .addKeyValue("target", Flaw.excerpt(fields.bytes(), request.targetStart(), request.targetLength()))
                .addKeyValue(
                        "x-forwarded-proto",
                        proto < 0
                                ? null
                                : Flaw.excerpt(fields.bytes(), fields.valueStart(proto), fields.valueLength(proto)))
                .log(
                        secure
                                ? "a redirect loop: the canonical host is asked for under another name; let what is in front of this"
                                        + " process keep the Host of its clients, or change canonical"
                                : "a redirect loop: whoever is in front of this process ends TLS and asks in"
                                        + " the clear; write its address into listen.trusted-proxies, and let it send X-Forwarded-Proto");
    }

    private static long hashOf(ClientConnection connection, RequestHead request) {
        Fields fields = request.fields();
        Authority authority = request.authority();
        long hash = connection.peer().getAddress().hashCode();
        hash = hash * 31 + (authority == null ? 0 : authority.host().hashCode());
        hash = hash(hash, fields.bytes(), request.targetStart(), request.targetLength());
        hash = hash(hash, fields, FieldName.USER_AGENT);
        hash = hash(hash, fields, FieldName.X_FORWARDED_FOR);
        return hash ^ hash >>> 32;
    }

    private static long hash(long before, Fields fields, FieldName name) {
        int i = fields.find(name, 0);
        return i < 0 ? before * 31 : hash(before, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    private static long hash(long before, byte[] bytes, int start, int length) {
        long hash = before;
        for (int at = start; at < start + length; at++) {
            hash = hash * 1_000_003 + bytes[at];
        }
        return hash;
    }
}
