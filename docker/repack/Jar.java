import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A jar in memory, by the names of its entries, without native libraries, which lie unpacked beside it, and what its build or its signature
 * needs: signed jars are verified at every start and kept out of the cache, and what they hold is fixed by the image itself.
 */
record Jar(Path file, Map<String, byte[]> entries) {
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2026, 1, 1, 0, 0);

    static Jar read(Path file) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory() && isNeeded(entry.getName())) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return new Jar(file, entries);
    }

    private static boolean isNeeded(String name) {
        return !name.endsWith(".so")
                && !name.startsWith("META-INF/maven/")
                && !name.startsWith("META-INF/native-image/")
                && !name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    }

    /** Whether this is the library whose file begins with {@code name}. */
    boolean isOf(String name) {
        return file.getFileName().toString().startsWith(name);
    }

    /** Stored, in the order of the names, at a fixed time: the same jar each time it is built. */
    void write() throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setMethod(ZipOutputStream.STORED);
            byte[] manifest = entries.remove(JarFile.MANIFEST_NAME);
            if (manifest != null) { // has to be the first
                store(out, JarFile.MANIFEST_NAME, withoutDigests(manifest));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(out, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(WRITTEN);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
    }

    /** Its main section: the others are digests. */
    private static byte[] withoutDigests(byte[] manifest) throws IOException {
        String text = new String(manifest, UTF_8).replace("\r\n", "\n");
        return (text.split("\n\n", 2)[0].stripTrailing() + "\n\n").getBytes(UTF_8);
    }
}
