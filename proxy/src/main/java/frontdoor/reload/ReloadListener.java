package frontdoor.reload;

/** Hears what became of every reload; called on the thread that reloaded. */
public interface ReloadListener {
    void reloaded(Reload outcome);
}
