package frontdoor.tls;

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

    private static Stream<Path> files(Optional<KeyPassword> password) {
        return password.stream().flatMap(one -> one.files().stream());
    }
}
