package frontdoor.forward;

import frontdoor.compress.Compressors;
import frontdoor.discovery.ReportIntake;
import frontdoor.exchange.ExchangeListener;
import frontdoor.heads.RequestHeaders;
import frontdoor.heads.RequestIds;
import frontdoor.login.Passwords;
import frontdoor.share.RateTable;
import frontdoor.upstream.UpstreamOpener;

/**
 * The parts that all exchanges of one event loop share.
 *
 * @param upstreams where backends are reached
 * @param listener who hears of every ended exchange
 * @param answers writes the proxy's own answers
 * @param requestHeaders prepares heads for backends
 * @param requestIds gives requests their ids
 * @param malformed tells the log what was wrong with messages
 * @param loops recognises clients that are redirected in circles
 * @param reports takes browsers' reports
 * @param passwords checks those of logins
 * @param compressors where bodies are compressed
 * @param pace how much is compressed in a turn
 * @param rates how many requests clients have sent lately; of all event loops
 */
record ExchangeParts(
        UpstreamOpener upstreams,
        ExchangeListener listener,
        Answers answers,
        RequestHeaders requestHeaders,
        RequestIds requestIds,
        MalformedMessages malformed,
        RedirectLoops loops,
        ReportIntake reports,
        Passwords passwords,
        Compressors compressors,
        CompressionPace pace,
        RateTable rates) {
    /** The same with other compressors. */
    ExchangeParts with(Compressors other) {
        return new ExchangeParts(
                upstreams,
                listener,
                answers,
                requestHeaders,
                requestIds,
                malformed,
                loops,
                reports,
                passwords,
                other,
                pace,
                rates);
    }
}
