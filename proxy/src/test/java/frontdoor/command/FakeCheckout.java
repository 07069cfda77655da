package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A checkout in a directory, with a fake JDK, which says what it was called with, and a fake Maven, which counts its calls. */
final class FakeCheckout {
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private final Path temporary;
    private final Path root;
    private final Path source;

    record Run(long pid, int exit, String out, String err) {}

    FakeCheckout(Path temporary) throws IOException {
        this.temporary = temporary;
        root = Files.createDirectories(temporary.resolve("a checkout"));
        Script.write(launcher(), Files.readString(REPOSITORY.resolve("frontdoor")));
        Path launch = Files.createDirectories(root.resolve("proxy/launch"));
        try (var files = Files.list(REPOSITORY.resolve("proxy/launch"))) {
            for (Path file : files.toList()) {
                Files.copy(file, launch.resolve(file.getFileName()));
            }
        }
        source = root.resolve("proxy/src/main/java/frontdoor/Main.java");
        for (Path input : List.of(
                root.resolve("pom.xml"),
                root.resolve("proxy/pom.xml"),
                root.resolve("config/reference.conf"),
                source)) {
            Files.createDirectories(input.getParent());
            Files.createFile(input);
        }
        script("jdk/bin/java", "echo $$; for argument; do echo \"[$argument]\"; done");
        script("jdk/bin/javac", "");
        Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"99.0.1\"\n");
        script("bin/mvn", """
                echo call >>"%s/calls"
                echo said by Maven
                mkdir -p "%s/proxy/target/lib"
                echo jar >"%s/proxy/target/frontdoor.jar"
                """.formatted(temporary, root, root));
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return root.resolve("frontdoor");
    }

    Path source() {
        return source;
    }

    int builds() throws IOException {
        return Files.readAllLines(temporary.resolve("calls")).size();
    }

    /** Runs the launcher, which is to make no cache. */
    Run launch(String... arguments) throws Exception {
        return launch(launcher(), Map.of(), arguments);
    }

    Run launch(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(launcher.toString())
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .keySet()
                .removeAll(List.of("FRONTDOOR_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().put("FRONTDOOR_CACHE", "off");
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().merge("PATH", temporary.resolve("bin").toString(), (path, fake) -> fake + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Run(process.pid(), process.exitValue(), Files.readString(out), Files.readString(err));
    }

    void script(String name, String body) throws IOException {
        Script.write(temporary.resolve(name), "#!/bin/sh\n" + body + "\n");
    }
}
