package frontdoor.handover;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.Collection;

/** Numbers of open files. */
final class Descriptors {
    private Descriptors() {}

    /** Closes all of {@code descriptors}. */
    static void close(Collection<Integer> descriptors) {
        for (int descriptor : descriptors) {
            try {
                new FileDescriptor(descriptor).close();
            } catch (IOException _) {
                // The system closes it with the process.
            }
        }
    }
}
