package frontdoor.route;

/** Where a path belongs. */
public sealed interface RouteMatch<T> {
    /** It belongs to this target. */
    record Found<T>(T target) implements RouteMatch<T> {}

    /** No rule covers it. */
    record None<T>() implements RouteMatch<T> {}

    /** Two backends could read it differently, so no rule may decide about it. */
    record Ambiguous<T>() implements RouteMatch<T> {}
}
