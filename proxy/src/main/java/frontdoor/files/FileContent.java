package frontdoor.files;

import java.nio.file.Path;

/** The octets of one file as they were read; equal where path and octets are. Immutable. */
public final class FileContent {
    private final Path path;
    private final byte[] octets;
    private final String digest;

    /** What {@code path} held, which nobody changes any more. */
    public FileContent(Path path, byte[] octets) {
        this.path = path;
        this.octets = octets;
        this.digest = FileDigest.of(octets);
    }

    /** Where it was read. */
    public Path path() {
        return path;
    }

    /** What was read; shared, never to be changed. */
    public byte[] octets() {
        return octets;
    }

    /** As {@link FileDigest} tells it. */
    public String digest() {
        return digest;
    }

    /** The last name of the path. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent content && path.equals(content.path) && digest.equals(content.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** The path alone: what it holds may be a secret. */
    @Override
    public String toString() {
        return path.toString();
    }
}
