package frontdoor.policy;

/**
 * A host's policy for some time, and its place in the ramp.
 *
 * @param number 0 before the ramp has started, and {@code of} once the whole policy is sent
 * @param of how many stages the ramp has, the whole policy being the last; 0 where there is no ramp
 * @param policy what is sent
 */
public record HstsStage(int number, int of, HstsPolicy policy) {
    /** Whether nothing is promised yet, so that redirects must not stick in caches either. */
    public boolean isBeforeRamp() {
        return of > 0 && number == 0;
    }
}
