import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Runs inside the image build: writes every jar of a directory anew, so that the image is small and its program starts soon. The image is
 * compressed as a whole, which does better with jars that are not.
 *
 * <p>Arguments: the directory of the libraries, then the program's own jar.
 */
final class Repack {
    /** Libraries whose classes are found by nothing but the names that others hold, so that what nobody names can go. */
    private static final List<String> CUT =
            List.of("acme4j-client-", "bcpkix-", "bcprov-", "bcutil-", "commons-lang3-", "jackson-core-", "jose4j-");

    /** Whose uses of those are all optional, and of which we make none. */
    private static final String OPTIONAL = "netty-";

    /** Compiled for so old a JVM that its classes would be verified at every start, and kept out of the cache. */
    private static final String OLD = "picocli-";

    private Repack() {}

    public static void main(String[] args) throws IOException {
        List<Jar> whole = new ArrayList<>(List.of(Jar.read(Path.of(args[1]))));
        List<Jar> cut = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path file : files) {
                Jar jar = Jar.read(file);
                (CUT.stream().anyMatch(jar::isOf) ? cut : whole).add(jar);
            }
        }
        Reach reach = new Reach(cut);
        whole.stream().filter(jar -> !jar.isOf(OPTIONAL)).forEach(reach::from);
        reach.cut();
        Plain plain = new Plain(name -> find(name, whole, cut));
        for (Jar jar : whole) {
            if (jar.file().equals(Path.of(args[1]))) {
                plain.write(jar);
            }
            if (jar.isOf(OLD)) {
                new Raise(jar).raise();
            }
            jar.write();
        }
        for (Jar jar : cut) {
            jar.write();
        }
    }

    private static byte[] find(String name, List<Jar> whole, List<Jar> cut) {
        return Stream.concat(whole.stream(), cut.stream())
                .map(jar -> jar.entries().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
