package frontdoor.admin;

/** A page of the admin listener, served under one path. */
public interface AdminPage {
    /** Answers {@code request}; on a virtual thread, may block. */
    AdminAnswer answer(AdminRequest request);
}
