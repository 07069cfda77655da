package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import frontdoor.fixture.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process one of whose event loops is held up by a debugger, as nothing of its own can. */
class LostLoopIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "Q15. A loop that stands still fails the health checks, is told with its stack, and ends the process with 4")
    void endsWith4() throws Exception {
        SiteFiles site = new SiteFiles(directory, FreePort.take(), FreePort.take());
        int debugger = FreePort.take();
        try (FrontdoorProcess frontdoor = FrontdoorProcess.serve(
                directory,
                site.configuration(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + debugger)) {
            assertThat(AdminQuestion.status(site.adminPort(), "/healthz")).isEqualTo(200);

            suspendLoop(attach(debugger));

            await().atMost(PATIENCE).until(() -> AdminQuestion.status(site.adminPort(), "/healthz") == 503);
            assertThat(AdminQuestion.status(site.adminPort(), "/readyz")).isEqualTo(503);
            // In order it cannot end: the loop that stands still would have to end as well.
            assertThat(frontdoor.awaitEnd(PATIENCE)).isEqualTo(4);
            assertThat(frontdoor.log()).containsPattern("an event loop is lost.*loop-stuck.*frontdoor-loop-1-1: ");
        }
    }

    private static void suspendLoop(VirtualMachine machine) {
        machine.allThreads().stream()
                .filter(thread -> thread.name().equals("frontdoor-loop-1-1"))
                .forEach(ThreadReference::suspend);
    }

    private static VirtualMachine attach(int port) throws Exception {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return socket.attach(arguments);
    }
}
