package frontdoor.exchange;

/** Hears of every exchange exactly once when it begins, and exactly once when it has ended. Called on the exchange's event loop: must not block. */
public interface ExchangeListener {
    /** One has begun. */
    default void exchangeStarted() {}

    /** Borrows {@code record} for the call. */
    void exchangeEnded(ExchangeRecord record);
}
