package frontdoor.balance;

import java.util.Arrays;

/** Servers of which a test says how they are. */
final class FakeServers implements Candidates {
    final boolean[] fit;
    final int[] inFlight;
    final int[] share;
    /** The one that claims the next choice that comes upon it, or -1. */
    int claiming = -1;

    FakeServers(int size) {
        fit = new boolean[size];
        Arrays.fill(fit, true);
        inFlight = new int[size];
        share = new int[size];
        Arrays.fill(share, WHOLE);
    }

    @Override
    public int size() {
        return fit.length;
    }

    @Override
    public boolean fits(int i) {
        return fit[i];
    }

    @Override
    public boolean claims(int i) {
        boolean claims = i == claiming;
        claiming = claims ? -1 : claiming;
        return claims;
    }

    @Override
    public int share(int i) {
        return share[i];
    }

    @Override
    public int inFlight(int i) {
        return inFlight[i];
    }
}
