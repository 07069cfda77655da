package frontdoor.discovery;

/** The mixed content of one site, seen from the page and from the resource. */
final class MixedTables {
    /** Pages, and resources, that are kept. */
    static final int KEPT = 50;

    private final HeavyHitters<String> pages = new HeavyHitters<>(KEPT);
    private final HeavyHitters<Sample> resources = new HeavyHitters<>(KEPT);

    void add(MixedContent mixed, long epochSecond) {
        pages.add(mixed.page(), 1, epochSecond);
        resources.add(new Sample(mixed.resource(), mixed.directive()), 1, epochSecond);
    }

    /** Pages by how much was reported of them. */
    HeavyHitters<String> pages() {
        return pages;
    }

    /** Resources and their kinds by how often they were reported. */
    HeavyHitters<Sample> resources() {
        return resources;
    }
}
