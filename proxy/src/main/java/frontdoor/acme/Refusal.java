package frontdoor.acme;

import frontdoor.report.Cause;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * A reason for which something could not be had of an authority.
 *
 * @param failed as it was told
 */
record Refusal(Throwable failed) {
    /** Where an authority says that it was asked too often, and not when to ask again. */
    private static final Duration LIMITED = Duration.ofHours(1);
    /** Limits look back a week: whoever asks for more patience is asked once more all the same. */
    private static final Duration LONGEST = Duration.ofDays(8);
    /** Problems (RFC 8555 6.7) that say nothing of what was asked for, so that the same may be asked again. */
    private static final Set<String> OF_THE_MOMENT = Set.of("badnonce", "ratelimited", "serverinternal");

    Refusal {
        if (failed instanceof AcmeLazyLoadingException && failed.getCause() != null) {
            failed = failed.getCause();
        }
    }

    /** The authority's own words where it has said any. */
    String words() {
        return switch (failed) {
            case AcmeServerException server -> {
                String type = server.getType().toString();
                yield type.substring(type.lastIndexOf(':') + 1) + ": " + server.getProblem();
            }
            case AcmeNetworkException network
            when network.getCause() instanceof WholeAnswer.UnusableException unusable ->
                String.valueOf(unusable.getMessage());
            case AcmeNetworkException network ->
                "it cannot be reached: " + (isNotOpened(network) ? "connection refused" : Cause.inWords(network));
            case BusyException busy -> String.valueOf(busy.getMessage());
            case OrderFailedException order -> String.valueOf(order.getMessage());
            default -> Cause.inWords(failed);
        };
    }

    /** Whether there was no connection at all: after its second try, Java's client tells of the end of the first. */
    private static boolean isNotOpened(AcmeNetworkException failed) {
        boolean connecting = false;
        for (Throwable link = failed; link != null; link = link.getCause()) {
            connecting |= link instanceof ConnectException;
            if (connecting && link instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
    }

    /** The first instant at which the authority wants to be asked again; where it has named none, {@code now}. */
    Instant again(Instant now) {
        Instant again = switch (failed) {
            case AcmeRateLimitedException limited -> limited.getRetryAfter().orElse(now.plus(LIMITED));
            case BusyException busy -> busy.again();
            case OrderFailedException order -> order.again();
            default -> now;
        };
        Instant last = now.plus(LONGEST);
        return again.isAfter(last) ? last : again.isBefore(now) ? now : again;
    }

    /** Whether the authority does not know the account. */
    boolean isOfAccount() {
        return type().equals("accountdoesnotexist");
    }

    /** Whether the authority has understood, and will say the same to the same request. */
    boolean isFinal() {
        return failed instanceof AcmeServerException && !OF_THE_MOMENT.contains(type());
    }

    private String type() {
        String type =
                failed instanceof AcmeServerException server ? server.getType().toString() : "";
        return type.substring(type.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
