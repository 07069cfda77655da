/** The words with a service manager, in the protocols of systemd: sockets that it has bound, and how the process is. */
@NullMarked
package frontdoor.supervisor;

import org.jspecify.annotations.NullMarked;
