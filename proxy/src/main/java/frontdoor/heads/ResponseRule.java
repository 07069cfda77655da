package frontdoor.heads;

import frontdoor.http.Fields;

/** One thing that is mended in the heads of a backend's answers, or added to them. Immutable; keeps nothing of an exchange. */
interface ResponseRule {
    /** Looks at the fields of a final head and changes them in place; {@code exchange} is the one it answers. */
    void apply(Fields response, RuledExchange exchange);
}
