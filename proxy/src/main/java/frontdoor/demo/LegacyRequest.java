package frontdoor.demo;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * A request that came in whole.
 *
 * @param bodyOctets how long its body was; the body itself is gone
 */
record LegacyRequest(HttpRequest head, long bodyOctets) {
    /** The target without its query. */
    String path() {
        String target = head.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What the application believes to be its origin: it has only ever known http. */
    String origin() {
        return "http://" + head.headers().get(HttpHeaderNames.HOST, "localhost");
    }
}
