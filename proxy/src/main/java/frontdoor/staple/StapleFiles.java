package frontdoor.staple;

import frontdoor.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The last answer about each certificate, in the state directory: a start has it before the first handshake. Blocks. */
final class StapleFiles {
    private static final String ENDING = ".ocsp";

    private final Vault vault;

    StapleFiles(Path stateDirectory) {
        this.vault = new Vault(stateDirectory.resolve("ocsp"));
    }

    /** What is kept says at {@code now}; judged like any other answer, since others may have written it. */
    Optional<Status> read(Question question, Instant now) throws IOException {
        Optional<String> text = vault.read(question.id() + ENDING);
        try {
            return text.map(kept -> Answer.read(Base64.getMimeDecoder().decode(kept), question, now));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    void write(Question question, byte[] answer) throws IOException {
        vault.write(question.id() + ENDING, Base64.getMimeEncoder().encodeToString(answer) + "\n");
    }

    /** Removes what is about other certificates than these. */
    void retain(Set<String> ids) throws IOException {
        for (String file : vault.list(ENDING)) {
            if (!ids.contains(file.substring(0, file.length() - ENDING.length()))) {
                vault.delete(file);
            }
        }
    }
}
