/** Logins by name and password: who may come in, and how that is found out without an event loop waiting for it. */
@NullMarked
package frontdoor.login;

import org.jspecify.annotations.NullMarked;
