package frontdoor.snapshot;

import frontdoor.groups.UpstreamGroup;
import frontdoor.heads.AuthQuestion;

/**
 * The server that decides whether requests of a site may come in.
 *
 * @param question what it is asked
 * @param group where it is
 */
public record ForwardAuth(AuthQuestion question, UpstreamGroup group) {}
