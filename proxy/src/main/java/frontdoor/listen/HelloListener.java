package frontdoor.listen;

import frontdoor.loop.Loop;
import org.jspecify.annotations.Nullable;

/** Hears of every ClientHello that was understood, before it is answered or refused. Called on {@code loop}: must not block. */
public interface HelloListener {
    /**
     * A client has said hello.
     *
     * @param serverName the SNI in lower case, or null: none sent
     */
    void onHello(Loop loop, @Nullable String serverName);
}
