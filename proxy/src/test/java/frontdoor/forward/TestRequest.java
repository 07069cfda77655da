package frontdoor.forward;

import frontdoor.http.Authority;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/** Heads of requests for {@code a.test}, as a codec would have filled them. */
public final class TestRequest {
    private TestRequest() {}

    public static RequestHead of(String method, String target) {
        RequestHead request = new RequestHead();
        byte[] line = Octets.of(method + target);
        int start = request.fields().append(line, 0, line.length);
        request.setMethod(start, method.length());
        request.setTarget(start + method.length(), target.length());
        request.setAuthority(new Authority("a.test", Authority.NO_PORT));
        return request;
    }

    public static void add(RequestHead request, String name, String value) {
        byte[] octets = Octets.of(name + value);
        int start = request.fields().append(octets, 0, octets.length);
        request.fields().addAt(start, name.length(), start + name.length(), value.length());
    }
}
