package frontdoor.exchange;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;

/** Where the client side hands over: every request becomes an exchange here, also one that could not be understood. */
public interface ExchangeStarter {
    /**
     * Starts an exchange. {@code head} stays the caller's but must not be touched before the stream has ended.
     *
     * @return who hears about the rest of the request; valid until the stream has ended
     */
    RequestEvents start(ClientStream stream, RequestHead head);

    /**
     * Answers a request that could not be parsed, with the policy of the site that the connection's SNI names. {@code head} holds what was
     * understood before: its method and target may be empty and its authority null.
     *
     * @return who hears about the rest of the stream
     */
    RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure);
}
