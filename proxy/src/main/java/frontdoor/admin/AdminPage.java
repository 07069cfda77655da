package frontdoor.admin;

/** A page of the admin listener, served under one path. */
public interface AdminPage {
    /** Answers a request with this method; on a virtual thread, may block. */
    AdminAnswer answer(String method);
}
