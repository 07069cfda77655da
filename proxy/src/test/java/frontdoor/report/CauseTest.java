package frontdoor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CauseTest {
    @ParameterizedTest
    @MethodSource
    void isToldInWords(Throwable failed, String words) {
        assertThat(Cause.inWords(failed)).isEqualTo(words);
    }

    static Stream<Arguments> isToldInWords() {
        return Stream.of(
                Arguments.of(
                        new ConnectException("connect(..) failed with error(-111): Connection refused: /127.0.0.1:81"),
                        "connection refused"),
                Arguments.of(new ConnectException("No route to host: /10.0.0.1:80"), "no route to host"),
                Arguments.of(
                        new ExecutionException(new IOException("recvAddress(..) failed: Connection reset by peer")),
                        "connection reset"),
                Arguments.of(
                        new IOException("connection timed out after 5000 ms: /10.0.0.1:80"), "connection timed out"),
                Arguments.of(
                        new UnknownHostException("Failed to resolve 'legacy' [A(1), AAAA(28)]"),
                        "the name has no address"),
                Arguments.of(
                        new UnknownHostException("x").initCause(new IOException("query timed out after 1000 ms")),
                        "the name servers do not answer"),
                Arguments.of(new NoSuchFileException("/etc/x"), "no such file or directory"),
                Arguments.of(new UncheckedIOException(new AccessDeniedException("/etc/x")), "permission denied"),
                Arguments.of(
                        new FileSystemException("/etc/x", null, "No space left on device"), "no space left on device"),
                Arguments.of(
                        new FileSystemException("/etc/x", null, "Too many levels of symbolic links"),
                        "too many levels of symbolic links"),
                Arguments.of(new FileSystemException("/etc/x"), "file system"),
                Arguments.of(new ClosedChannelException(), "the connection was closed"),
                Arguments.of(new EOFException(), "it ended too early"),
                Arguments.of(new TimeoutException(), "timed out"),
                Arguments.of(new OutOfMemoryError("Cannot reserve 4096 bytes"), "out of memory"),
                Arguments.of(new IllegalStateException("java.lang.RuntimeException: what happened"), "what happened"),
                Arguments.of(new IllegalStateException("two\nlines"), "two?lines"),
                Arguments.of(new IllegalStateException(), "illegal state"));
    }
}
