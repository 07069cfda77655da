package frontdoor.admin;

import frontdoor.login.BearerToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a token. It is read for each question, so that another token counts from the moment it is written; nothing of it is kept.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 *
 * @param path of the file
 */
public record TokenFile(Path path) {
    /** What a question has to say in its field Authorization. Blocks. */
    public String authorization() throws IOException {
        return BearerToken.authorization(read());
    }

    /**
     * Whether {@code authorization} is what a question has to say. Blocks.
     *
     * @throws IOException if there is no token to compare with
     */
    boolean admits(@Nullable String authorization) throws IOException {
        return BearerToken.isIn(authorization, read());
    }

    private byte[] read() throws IOException {
        if (Files.size(path) > BearerToken.MOST_OCTETS) {
            throw new IOException(path + " has more than " + BearerToken.MOST_OCTETS + " bytes");
        }
        byte[] octets = Files.readAllBytes(path);
        Optional<String> fault = BearerToken.fault(octets);
        if (fault.isPresent()) {
            throw new IOException(path + " " + fault.get());
        }
        return octets;
    }
}
