package frontdoor;

import java.io.IOException;

/** What a client speaks, so that one test body can be run over all of it. */
enum Protocol {
    HTTP_1 {
        @Override
        Answer exchange(FrontDoorHarness door, String serverName, Request request) throws IOException {
            try (Http1Client client = door.tls(serverName)) {
                return client.exchange(request);
            }
        }
    },
    HTTP_2 {
        @Override
        Answer exchange(FrontDoorHarness door, String serverName, Request request) throws IOException {
            try (Http2Client client = door.http2(serverName)) {
                return client.exchange(request);
            }
        }
    },
    PLAINTEXT {
        @Override
        Answer exchange(FrontDoorHarness door, String serverName, Request request) throws IOException {
            try (Http1Client client = door.plain()) {
                return client.exchange(request);
            }
        }
    };

    /** Sends one request on a new connection that asked for this name where there is TLS. */
    abstract Answer exchange(FrontDoorHarness door, String serverName, Request request) throws IOException;
}
