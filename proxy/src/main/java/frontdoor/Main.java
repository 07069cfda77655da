package frontdoor;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command named by {@code args}. */
    public static void main(String[] args) {}
}
