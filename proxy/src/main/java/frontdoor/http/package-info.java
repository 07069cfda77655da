/** The words every other package shares: heads, fields, authorities, failures and header rules. */
@NullMarked
package frontdoor.http;

import org.jspecify.annotations.NullMarked;
