package frontdoor.acme;

import frontdoor.acme.AcmeFiles.OpenOrder;
import frontdoor.config.AcmeAuthority;
import frontdoor.config.AcmeChallenge;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.HostPattern;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * One order, from where it is to its certificate (RFC 8555 7.4). What is needed to go on with it is written down before it is needed, so that
 * whoever comes after an end in the middle goes on.
 *
 * <p>For one run, on a thread that may block.
 */
final class OrderRun {
    private static final Duration VALIDATION = Duration.ofMinutes(5);
    private static final Duration ISSUANCE = Duration.ofMinutes(5);
    /** After this, where an order cannot be asked about, another one costs less than to go on waiting. */
    private static final Duration UNHEARD = Duration.ofHours(1);

    private final Wanted wanted;
    private final AcmeAuthority authority;
    private final Login login;
    private final AcmeFiles files;
    private final InstantSource clock;

    OrderRun(Wanted wanted, AcmeAuthority authority, Login login, AcmeFiles files, InstantSource clock) {
        this.wanted = wanted;
        this.authority = authority;
        this.login = login;
        this.files = files;
        this.clock = clock;
    }

    /** A certificate that was issued, and its key. */
    record Issued(KeyPair keys, List<X509Certificate> chain) {}

    /**
     * Goes on with the order that is open, or places one.
     *
     * @param replaced the certificate of this authority that it is to replace
     * @param challenges the ways of validation in the order in which they are tried
     */
    Issued run(Optional<X509Certificate> replaced, Answering answering, List<AcmeChallenge> challenges)
            throws AcmeException, IOException, GeneralSecurityException, OrderFailedException, InterruptedException {
        OpenOrder open = open(replaced);
        Order order = login.bindOrder(URI.create(open.url()).toURL());
        order.fetch();
        if (order.getStatus() == Status.PENDING) {
            authorize(order, answering, challenges);
            Polling.until(order, VALIDATION, Status.READY, Status.VALID, Status.INVALID);
        }
        if (order.getStatus() == Status.READY) {
            finish(order, open.keys());
        }
        Status end = Polling.until(order, ISSUANCE, Status.VALID, Status.INVALID);
        if (end != Status.VALID) {
            throw failed(end == Status.INVALID, order.getError().map(Problem::toString), "the order is " + end);
        }
        return new Issued(open.keys(), order.getCertificate().getCertificateChain());
    }

    private OpenOrder open(Optional<X509Certificate> replaced)
            throws AcmeException, IOException, GeneralSecurityException, OrderFailedException {
        String names = wanted.names().all();
        Optional<OpenOrder> known = files.order(wanted)
                .filter(order -> order.authority().equals(authority.name())
                        && order.names().equals(names));
        if (known.isPresent() && isAlive(known.get())) {
            return known.get();
        }
        // Made before the order is placed: between that and its writing, an end would forget it.
        KeyPair keys = Pem.newKeys(wanted.key());
        Order order = place(replaced);
        OpenOrder placed = new OpenOrder(authority.name(), order.getLocation().toString(), names, keys);
        files.writeOrder(wanted, placed);
        return placed;
    }

    /**
     * An order lives for some days, and not for ever. One that cannot be asked about for long is not waited for either: its place may be gone
     * for good, as with a host that the authority has given up.
     */
    private boolean isAlive(OpenOrder open) throws AcmeException, IOException {
        try {
            Order order = login.bindOrder(URI.create(open.url()).toURL());
            order.fetch();
            return order.getStatus() != Status.INVALID;
        } catch (AcmeException | RuntimeException failed) {
            Refusal refusal = new Refusal(failed);
            Instant now = clock.instant();
            boolean old = files.orderPlaced(wanted).plus(UNHEARD).isBefore(now);
            if (refusal.isFinal() || old && !refusal.again(now).isAfter(now)) {
                return false;
            }
            throw failed;
        }
    }

    /** Has the certificate made; an order whose request was refused for what is in it would be refused so for ever. */
    private void finish(Order order, KeyPair keys) throws AcmeException, IOException {
        try {
            order.execute(keys);
        } catch (AcmeServerException refused) {
            if (new Refusal(refused).isFinal()) {
                files.deleteOrder(wanted);
            }
            throw refused;
        }
    }

    private Order place(Optional<X509Certificate> replaced) throws AcmeException, OrderFailedException {
        refuseUnknownProfile();
        boolean replaces = replaced.isPresent()
                && login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent();
        Optional<OrderBuilder> renewal = replaces ? renewal(replaced.get()) : Optional.empty();
        if (renewal.isPresent()) {
            try {
                return renewal.get().create();
            } catch (AcmeServerException refused) {
                // It was replaced already, or is not known there: then it is an order like any other. But what is asked
                // too often is not asked twice.
                if (!new Refusal(refused).isFinal()) {
                    throw refused;
                }
            }
        }
        return builder().create();
    }

    /** Tells of the profiles that there are, with what the authority says of each: nobody here knows them all. */
    private void refuseUnknownProfile() throws AcmeException, OrderFailedException {
        Metadata said = login.getSession().getMetadata();
        Optional<String> profile = authority.profile();
        if (profile.isEmpty() || said.isProfileAllowed(profile.get())) {
            return;
        }
        String known = said.getProfiles().stream()
                .sorted()
                .map(name -> name
                        + said.getProfileDescription(name)
                                .map(text -> " (" + text + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        throw new OrderFailedException("the authority has no profile " + profile.get()
                + (known.isEmpty() ? "; it has none at all" : "; it has " + known));
    }

    /** Empty where the certificate does not tell who has issued it, as one that an authority of one's own has made. */
    private Optional<OrderBuilder> renewal(X509Certificate replaced) {
        try {
            return Optional.of(builder().replaces(replaced));
        } catch (RuntimeException nameless) {
            return Optional.empty();
        }
    }

    private OrderBuilder builder() {
        OrderBuilder builder = login.newOrder();
        for (HostPattern host : wanted.hosts()) {
            builder.identifier(
                    host instanceof HostPattern.Address(String text)
                            ? Identifier.ip(Addresses.parse(text).orElseThrow())
                            : Identifier.dns(host.text()));
        }
        authority.profile().ifPresent(builder::profile);
        return builder;
    }

    private void authorize(Order order, Answering answering, List<AcmeChallenge> kinds)
            throws AcmeException, GeneralSecurityException, OrderFailedException, InterruptedException, IOException {
        List<Answering.Undo> answers = new ArrayList<>();
        List<Asked> asked = new ArrayList<>();
        try {
            for (Authorization authorization : order.getAuthorizations()) {
                authorization.fetch();
                if (authorization.getStatus() != Status.VALID) {
                    Challenge challenge = choose(authorization, kinds);
                    answers.add(answering.answer(authorization.getIdentifier(), challenge));
                    asked.add(new Asked(authorization, challenge));
                }
            }
            for (Asked one : asked) {
                one.challenge().trigger();
            }
            for (Asked one : asked) {
                Status end = Polling.until(one.authorization(), VALIDATION, Status.VALID, Status.INVALID);
                if (end != Status.VALID) {
                    throw failed(end == Status.INVALID, one.words(), one.name() + " is still " + end);
                }
            }
        } finally {
            answers.forEach(Answering.Undo::run);
        }
    }

    /** A name that the authority asks about, and how. */
    private record Asked(Authorization authorization, Challenge challenge) {
        String name() {
            return Answering.hostOf(authorization.getIdentifier()) + " (" + challenge.getType() + ")";
        }

        /** What the authority says of a name that it did not find to be ours. */
        Optional<String> words() {
            return authorization
                    .findChallenge(challenge.getType())
                    .flatMap(Challenge::getError)
                    .map(problem -> name() + ": " + problem);
        }
    }

    private static Challenge choose(Authorization authorization, List<AcmeChallenge> kinds)
            throws OrderFailedException {
        for (AcmeChallenge kind : kinds) {
            Optional<Challenge> found = Answering.find(authorization, kind);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new OrderFailedException(Answering.hostOf(authorization.getIdentifier())
                + ": the authority offers none of the challenges " + kinds);
    }

    /** @param ended whether nothing can come of it any more */
    private OrderFailedException failed(boolean ended, Optional<String> words, String otherwise) throws IOException {
        if (ended) {
            files.deleteOrder(wanted);
        }
        return new OrderFailedException(words.orElse(otherwise));
    }
}
