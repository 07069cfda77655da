package frontdoor.groups;

import frontdoor.config.ServerConfig;
import frontdoor.health.ServerState;
import frontdoor.health.Told;
import frontdoor.loop.Loop;
import frontdoor.upstream.Peer;
import java.util.OptionalInt;

/**
 * One server of a group: the peer that it is, and how the group stands with it.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Member {
    /** Nothing speaks against asking it. */
    static final int GOOD = 0;
    /** A request would have to wait there. */
    static final int FULL = 1;
    /** It could not be reached, or has failed too often: asked if there is nobody better. */
    static final int DOUBTFUL = 2;
    /** The request has been there. */
    static final int TRIED = 3;
    /** Not to be asked at all. */
    static final int DOWN = 4;

    /** Behind all ranks of services. */
    private static final int BACKUP = 1_000;

    private final Peer peer;
    private final ServerConfig written;
    private final ServerHealth health;
    private final GroupRules rules;
    private final long bit;
    private final int tier;
    private final OptionalInt priority;

    /** Server {@code place} of a group with these rules. */
    Member(Peer peer, ServiceTargets.Target target, int place, ServerHealth health, GroupRules rules) {
        ServerConfig written = target.server();
        this.tier = target.rank() + (written.backup() ? BACKUP : 0);
        this.priority = target.priority();
        this.peer = peer;
        this.written = written;
        this.health = health;
        this.rules = rules;
        this.bit = 1L << Math.min(place, Long.SIZE - 1);
    }

    /** What it is. */
    public Peer peer() {
        return peer;
    }

    /** How it is configured. */
    public ServerConfig written() {
        return written;
    }

    /** The priority that its service gives it: while one with a lower number is fit it is not asked. Empty for one that was written. */
    public OptionalInt priority() {
        return priority;
    }

    /** Those with a lower one are asked first. */
    int tier() {
        return tier;
    }

    /** What stands for it in a set of those that a request has tried; those behind the 63rd share one. */
    public long bit() {
        return bit;
    }

    /** What the group knows of its health. */
    ServerHealth health() {
        return health;
    }

    /** Whether checks, where there are any, say that it is not to be asked. */
    boolean isDown() {
        return rules.check() != null && !health.checks().isUp();
    }

    /** Whether it has failed so often that others are asked. */
    boolean isEjected() {
        return rules.ejection() != null && health.ejection().isOn();
    }

    /** How much speaks against asking it, from {@link #GOOD} to {@link #DOWN}. */
    int rank(Loop loop, boolean tried) {
        if (isDown()) {
            return DOWN;
        }
        if (tried) {
            return TRIED;
        }
        if (isEjected() || peer.suspected()) {
            return DOUBTFUL;
        }
        return peer.isFull(loop) ? FULL : GOOD;
    }

    /** Whether the caller is the one who finds out whether it is back. */
    boolean claims(long now) {
        if (isDown()) {
            return false;
        }
        return isEjected()
                ? health.ejection().claims(now, rules.ejectionRules())
                : peer.suspected() && peer.health().decideToAsk(true);
    }

    /** The part of its weight that counts at the moment, in thousandths. */
    int share(long now) {
        return rules.slowStartNanos() == 0
                ? GroupRules.WHOLE
                : peer.health().slowStart().share(now, rules.slowStartNanos());
    }

    /** How often it was ejected since the start. */
    public long ejections() {
        return health.ejections();
    }

    /** Checks of it that have failed since the start. */
    public long failedChecks() {
        return health.failedChecks();
    }

    /** The head of an answer has come from it, this long after it was turned to. */
    public void onAnswered(long afterNanos) {
        health.tally().onAnswered(afterNanos);
    }

    /** Heads of answers that have come from it since the start. */
    public long answers() {
        return health.tally().answers();
    }

    /** What they were waited for, all together, in seconds. */
    public double answerSeconds() {
        return health.tally().answerSeconds();
    }

    /** How often it has failed since the start, whether that ejects it or not. */
    public long failures() {
        return health.tally().failures();
    }

    /** What is to be said of it. */
    public ServerState state() {
        if (isDown()) {
            return ServerState.DOWN;
        }
        if (isEjected()) {
            return ServerState.EJECTED;
        }
        if (peer.suspected()) {
            return ServerState.SUSPECTED;
        }
        return share(peer.health().now()) == GroupRules.WHOLE ? ServerState.UP : ServerState.STARTING;
    }

    /** Why it is in this state, and since when. */
    public Told told(ServerState state) {
        return switch (state) {
            case DOWN -> health.checked();
            case EJECTED -> health.ejected();
            case SUSPECTED -> peer.health().told();
            case STARTING, UP ->
                latest(latest(health.checked(), health.ejected()), peer.health().told());
        };
    }

    private static Told latest(Told one, Told other) {
        return one.since().isBefore(other.since()) ? other : one;
    }

    /** {@code legacy:8080}. */
    @Override
    public String toString() {
        return peer.toString();
    }
}
