package frontdoor.demo;

/** {@code /websocket}: a page that talks to {@link WebsocketEcho}. */
final class WebsocketPage {
    static final String ECHO_PATH = "/websocket/echo";
    static final String TITLE = "Websocket";
    static final String MENDED =
            "it holds a websocket to an echo, which Frontdoor carries over TLS (<code>wss://</code>) as it carries"
                    + " everything else.";

    private static final String BODY = """
            <form id="form"><p><input id="text" value="hello" aria-label="message"> <button>Send</button></p></form>
            <pre id="log"></pre>
            <script>
            const log = line => document.getElementById('log').append(line + '\\n');
            const socket = new WebSocket(location.protocol.replace('http', 'ws') + '//' + location.host + '%s');
            socket.onopen = () => log('open: ' + socket.url);
            socket.onmessage = message => log('echo: ' + message.data);
            socket.onclose = () => log('closed');
            document.getElementById('form').onsubmit = event => {
              event.preventDefault();
              socket.send(document.getElementById('text').value);
            };
            </script>
            """.formatted(ECHO_PATH);

    private WebsocketPage() {}

    static Answer answer(LegacyRequest request) {
        return Answer.page(TITLE, BODY);
    }
}
