package frontdoor.snapshot;

import frontdoor.heads.AuthQuestion;
import frontdoor.upstream.UpstreamGroup;

/**
 * The server that decides whether requests of a site may come in.
 *
 * @param question what it is asked
 * @param group where it is
 */
public record ForwardAuth(AuthQuestion question, UpstreamGroup group) {}
