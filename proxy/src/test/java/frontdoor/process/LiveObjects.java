package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects of a process that a full collection has left, as the JVM lists them. */
record LiveObjects(String histogram) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** Takes them now; the process collects its garbage for that. */
    static LiveObjects of(FrontdoorProcess frontdoor) throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(frontdoor.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new LiveObjects(new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** What all of them take. */
    long octets() {
        return Long.parseLong(find(TOTAL));
    }

    /** How many there are of a class. */
    long count(Class<?> of) {
        return Long.parseLong(
                find(Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(of.getName()) + "(?: .*)?$")));
    }

    private String find(Pattern figure) {
        Matcher matcher = figure.matcher(histogram);
        assertThat(matcher.find()).as(histogram).isTrue();
        return matcher.group(1);
    }
}
