package frontdoor.plan;

import frontdoor.report.Place;

/**
 * A setting that may keep a request from where its hop leads.
 *
 * @param kind the name of the setting, such as {@code basic-auth}
 * @param text who meets what instead, in a few words
 * @param key what decided it, such as {@code sites.shop.basic-auth}
 * @param at where that was written
 */
record Guard(String kind, String text, String key, Place at) {}
