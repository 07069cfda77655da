package frontdoor.login;

/** A login as it is remembered: a digest of the users, a name and a password, of which nobody can tell them. */
record LoginKey(long first, long second, long third, long fourth) {}
