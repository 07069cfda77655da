package frontdoor.certificates;

import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises pairs in a directory: {@code NAME.crt} or {@code NAME.pem} beside {@code NAME.key}, or folders as certbot
 * and Kubernetes leave them. Names that begin with a dot are passed over.
 */
final class DirectoryPair {
    private DirectoryPair() {}

    /** Every pair of {@code directory}, in the order of their names. */
    static List<PairFiles> list(Path directory) throws IOException {
        return entries(directory).stream().flatMap(entry -> of(entry).stream()).toList();
    }

    /** Every folder of {@code directory} that may hold a pair; a link that leads nowhere may lead to one next time. */
    static List<Path> folders(Path directory) throws IOException {
        return entries(directory).stream()
                .filter(entry -> Files.isDirectory(entry) || Files.notExists(entry))
                .toList();
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** The pair that this entry of the directory stands for, if it stands for one. */
    private static Optional<PairFiles> of(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".")) {
            return Optional.empty();
        }
        if (Files.isDirectory(entry)) {
            return inFolder(entry, "fullchain.pem", "privkey.pem").or(() -> inFolder(entry, "tls.crt", "tls.key"));
        }
        if (name.endsWith(".crt") || name.endsWith(".pem")) {
            Path key = entry.resolveSibling(name.substring(0, name.length() - 4) + ".key");
            return Files.exists(key) ? Optional.of(PairFiles.of(entry, key)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<PairFiles> inFolder(Path folder, String chain, String key) {
        PairFiles files = PairFiles.of(folder.resolve(chain), folder.resolve(key));
        return files.paths().stream().allMatch(Files::exists) ? Optional.of(files) : Optional.empty();
    }
}
