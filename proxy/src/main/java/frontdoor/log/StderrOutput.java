package frontdoor.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The file descriptor 2. */
final class StderrOutput implements LineOutput {
    private final FileChannel channel = new FileOutputStream(FileDescriptor.err).getChannel();

    @Override
    public void write(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Stays open: there is no other. */
    @Override
    public void close() {}
}
