package frontdoor.pairs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one certificate with its chain and its private key, which nothing has opened yet. */
public sealed interface PairFiles {
    /**
     * Two PEM files, or one that holds both.
     *
     * @param password of the key, where it is encrypted
     */
    record Pem(Path chain, Path key, Optional<KeyPassword> password) implements PairFiles {}

    /**
     * A key store, PKCS#12 or JKS.
     *
     * @param password of the store and of the key in it
     */
    record Store(Path store, Optional<KeyPassword> password) implements PairFiles {}

    /** Two PEM files whose key is not encrypted. */
    static PairFiles of(Path chain, Path key) {
        return new Pem(chain, key, Optional.empty());
    }

    /** The file that holds the certificate, by which people know the pair. */
    default Path place() {
        return switch (this) {
            case Pem(Path chain, Path _, Optional<KeyPassword> _) -> chain;
            case Store(Path store, Optional<KeyPassword> _) -> store;
        };
    }

    /** Every file that decides what the pair is. */
    default List<Path> paths() {
        return switch (this) {
            case Pem(Path chain, Path key, Optional<KeyPassword> password) ->
                Stream.concat(Stream.of(chain, key), files(password)).toList();
            case Store(Path store, Optional<KeyPassword> password) ->
                Stream.concat(Stream.of(store), files(password)).toList();
        };
    }

    /**
     * Which of the keys below the pair's a problem is about that begins with its file; empty where it is about the whole pair.
     *
     * @param problem such as {@code certs/shop.key: no such file}
     */
    default String partAtFault(String problem) {
        return switch (this) {
            case Pem(Path chain, Path key, Optional<KeyPassword> password) ->
                chain.equals(key)
                        ? part(problem, password)
                        : part(problem, "key", key)
                                .or(() -> part(problem, "chain", chain))
                                .orElseGet(() -> part(problem, password));
            case Store(Path store, Optional<KeyPassword> password) ->
                part(problem, "store", store).orElseGet(() -> part(problem, password));
        };
    }

    private static String part(String problem, Optional<KeyPassword> password) {
        return files(password)
                .flatMap(file -> part(problem, "password-file", file).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> part(String problem, String name, Path file) {
        return Optional.of(name).filter(_ -> problem.startsWith(file + ": "));
    }

    private static Stream<Path> files(Optional<KeyPassword> password) {
        return password.stream().flatMap(one -> one.files().stream());
    }
}
