package frontdoor.admin;

/** What the admin listener serves under one path. */
public interface AdminPage {
    /** Answers a request with this method; on a virtual thread, may block. */
    AdminAnswer answer(String method);
}
