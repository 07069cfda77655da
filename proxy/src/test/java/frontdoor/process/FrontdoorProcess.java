package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program as a process of its own, with the flags that it is shipped with; stdout and stderr go to files. */
final class FrontdoorProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern LISTENING = Pattern.compile("listening .*port=\"?(\\d+)\"? speaks=\"?(\\w+)\"?");

    private final Process process;
    private final Path out;
    private final Path err;

    private FrontdoorProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts any command of the program. */
    static FrontdoorProcess start(Path directory, String... arguments) {
        return start(directory, List.of(), List.of(), arguments);
    }

    /**
     * Starts any command of the program.
     *
     * @param wrapper what to start it with, such as {@code setpriv ...}
     * @param flags of the JVM, beside those it is shipped with
     */
    static FrontdoorProcess start(Path directory, List<String> wrapper, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("launch", "jvm.options").toAbsolutePath());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(StartCache.flags());
        // Failsafe's class path brings the tests' own logging, which is quiet.
        command.add("-Dfrontdoor.test.logs=off");
        command.addAll(flags);
        // The jar, as it is shipped: it stays open, while a class in a directory cannot be had without a descriptor.
        String classPath = System.getProperty("frontdoor.class-path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, "frontdoor.Main"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "stdout", ".log");
            Path err = Files.createTempFile(directory, "stderr", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("FRONTDOOR_CONFIG");
            return new FrontdoorProcess(builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts {@code run} and waits until it serves. */
    static FrontdoorProcess serve(Path directory, Path configuration, String... flags) {
        FrontdoorProcess started = start(directory, List.of(), List.of(flags), "run", configuration.toString());
        try {
            started.awaitLog("the front door is open");
            return started;
        } catch (RuntimeException | Error failed) {
            started.close();
            throw failed;
        }
    }

    void awaitLog(String part) {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || log().contains(part));
        assertThat(log()).contains(part);
    }

    /** Waits until it has printed {@code count} lines on stdout or ended, and returns all there are. */
    List<String> awaitStdout(int count) {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || stdout().lines().count() >= count);
        return stdout().lines().toList();
    }

    String log() {
        return read(err);
    }

    String stdout() {
        return read(out);
    }

    /** The lines of stderr that are not of the log: what a person at a terminal is told. */
    List<String> plainLines() {
        return log().lines()
                .filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*"))
                .toList();
    }

    int tlsPort() {
        return port("TLS");
    }

    int plaintextPort() {
        return port("HTTP");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** With which exit code it ended, if it has, and what it said. */
    String end() {
        return (process.isAlive() ? "runs" : "ended with " + process.exitValue()) + ":\n" + log();
    }

    /** Sends a signal, such as {@code TERM}. */
    void signal(String name) {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** Lets it have so many descriptors from now on; it goes by the limit that it was started with. */
    void limitDescriptors(long limit) {
        run("prlimit", "--pid", Long.toString(process.pid()), "--nofile=" + limit + ":");
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it with SIGKILL, at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end and returns the exit code. */
    int awaitEnd(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within " + atMost + ":\n" + log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Resident memory now, in KiB. */
    long residentKib() {
        return status("VmRSS:");
    }

    /** Memory of a process of its own, and its part of what it shares with others, in KiB. */
    static long memoryKib(long pid) {
        return figure(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
    }

    /** Threads that the system knows of now. */
    long threads() {
        return status("Threads:");
    }

    private long status(String key) {
        return figure(Path.of("/proc", Long.toString(process.pid()), "status"), key);
    }

    private static long figure(Path file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** File descriptors that are open now. */
    long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Those of its descriptors that are sockets: libraries are opened when something in them is looked for, be it late. */
    long sockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.filter(FrontdoorProcess::isSocket).count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd(Duration.ofMinutes(1));
    }

    private int port(String speaks) {
        return LISTENING
                .matcher(log())
                .results()
                .filter(found -> found.group(2).equals(speaks))
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + speaks + " port in\n" + log()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
