package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/** How many proxies a request may still pass, which only OPTIONS and TRACE can say (RFC 9110 7.6.2); TRACE never passes this one. */
public final class MaxForwards {
    /** The verdict on the request. */
    public enum Verdict {
        /** It is forwarded; what it said is one less now. */
        FORWARD,
        /** It ends here. */
        ANSWER,
        /** It says something that is no number, or says it twice. */
        MALFORMED
    }

    private MaxForwards() {}

    /** Judges {@code request}, once, and counts down what it says. */
    public static Verdict take(RequestHead request) {
        if (request.method() != Method.OPTIONS) {
            return Verdict.FORWARD;
        }
        Fields fields = request.fields();
        int i = fields.find(FieldName.MAX_FORWARDS, 0);
        if (i < 0) {
            return Verdict.FORWARD;
        }
        long left = number(fields, i);
        if (left < 0 || fields.find(FieldName.MAX_FORWARDS, i + 1) >= 0) {
            return Verdict.MALFORMED;
        }
        if (left == 0) {
            return Verdict.ANSWER;
        }
        fields.setValue(i, Octets.of(Long.toString(left - 1)));
        return Verdict.FORWARD;
    }

    /** The number, or the largest that we know if it is larger, or -1. */
    private static long number(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int end = fields.valueStart(i) + fields.valueLength(i);
        for (int at = fields.valueStart(i); at < end; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return -1;
            }
        }
        if (fields.valueLength(i) == 0) {
            return -1;
        }
        long number = Octets.decimal(bytes, fields.valueStart(i), fields.valueLength(i));
        return number < 0 ? Long.MAX_VALUE : number;
    }
}
