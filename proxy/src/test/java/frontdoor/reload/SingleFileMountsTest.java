package frontdoor.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileMountsTest {
    @TempDir
    Path directory;

    @Test
    void findsFilesThatAreMountedByThemselves() throws IOException {
        Path alone = Files.createFile(directory.resolve("front door.conf"));
        Path inDirectory = Files.createFile(directory.resolve("chain.pem"));
        List<String> mounts = List.of(
                "22 1 0:21 / / rw - overlay overlay rw",
                "30 22 8:1 /home " + directory + " ro,relatime - ext4 /dev/sda1 rw",
                "31 22 8:1 /home/x " + directory + "/front\\040door.conf ro,relatime - ext4 /dev/sda1 rw",
                "");

        assertThat(SingleFileMounts.among(List.of(alone, inDirectory, directory), mounts))
                .containsExactly(alone);
        assertThat(SingleFileMounts.isStale(alone)).isFalse();
        assertThat(SingleFileMounts.among(List.of(alone))).isEmpty();
    }
}
