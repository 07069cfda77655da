#!/usr/bin/env python3
"""How dear a cold start is: CPU microseconds per request, in the first second of CPU after the first answer, the second, and so on.

Run as root, with nginx, h2load and openssl at hand, where /opt/frontdoor is what docker/assemble.sh has laid out:

    docker/cold.py [--seconds 6] [--options "OPTIONS OF THE JVM"] [h2] [h1] [redirect] [connect]

Seconds are those of CPU that the server has used, on one core, rather than those of the clock: a busy machine then tells the same. Clients run on
the other cores. `connect` is a new TLS connection, without a ticket, with one request. nginx runs beside it, with the same backend, for the same.
Ports 18080, 18443 and 18090 of loopback have to be free: `ip netns exec` helps.
"""
import argparse
import bisect
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time

FRONTDOOR = """frontdoor {
  listen { plaintext = ["127.0.0.1:18080"], tls = ["127.0.0.1:18443"], public-tls-port = 18443 }
  state-directory = "state", admin.listen = off
  sites.a { hosts = ["localhost"], certificate { chain = "chain.pem", key = "key.pem" }, backend = "http://127.0.0.1:18090" }
}
"""
PATHS = " ".join(f"{kind}_temp_path {{0}}/{kind}{{1}};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
NGINX = """daemon off; master_process off; pid {0}/{1}.pid; error_log {0}/{1}.log;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 100000000; PATHS
  {2}
}}""".replace("PATHS", PATHS)
BACKEND = 'server { listen 127.0.0.1:18090; location / { return 200 "a page of the backend\\n"; } }'
FRONT = """upstream backend {{ server 127.0.0.1:18090; keepalive 64; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:18080; return 301 https://localhost:18443$request_uri; }}
  server {{ listen 127.0.0.1:18443 ssl http2; ssl_certificate {0}/chain.pem; ssl_certificate_key {0}/key.pem;
    ssl_session_tickets off;
    location / {{ proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://backend; }} }}"""
TRUST_ANYONE = ssl._create_unverified_context()


def cpu(process):
    """Seconds that all threads have used so far."""
    total = 0
    for thread in os.listdir(f"/proc/{process.pid}/task"):
        try:
            total += int(open(f"/proc/{process.pid}/task/{thread}/schedstat").read().split()[0])
        except OSError:
            pass  # it has ended
    return total / 1e9


def connect():
    with socket.create_connection(("127.0.0.1", 18443), timeout=120) as plain:
        with TRUST_ANYONE.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(b"GET / HTTP/1.1\r\nHost: localhost:18443\r\nConnection: close\r\n\r\n")
            if b" 200 " not in secure.recv(64):
                raise RuntimeError("not served")


class Connecting:
    """Four clients that make connections until they are told to stop."""

    def __init__(self):
        self.times = []
        self.stopped = False
        self.threads = [threading.Thread(target=self.run) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def run(self):
        while not self.stopped:
            connect()
            self.times.append(time.time())

    def stop(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()
        return sorted(self.times)


class H2load:
    """h2load, which writes down when each answer was whole."""

    URLS = {
        "h2": ["-m", "10", "https://localhost:18443/"],
        "h1": ["--h1", "https://localhost:18443/"],
        "redirect": ["--h1", "http://localhost:18080/a?b=c"],
    }

    def __init__(self, load, directory):
        self.log = os.path.join(directory, "h2load.log")
        command = ["h2load", "-D", "600", "-c", "4", "--log-file=" + self.log] + self.URLS[load]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.kill()
        self.process.wait()
        rows = [line.split("\t") for line in open(self.log)]
        os.remove(self.log)
        # The last line may be cut.
        return sorted((int(row[0]) + int(row[2])) / 1e6 for row in rows[:-1] if len(row) > 2)


def measure(load, server, seconds, directory):
    process = subprocess.Popen(["taskset", "-c", "0"] + server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                connect()
                break
            except (OSError, RuntimeError):
                if process.poll() is not None:
                    raise SystemExit(f"{server[0]} has ended with {process.returncode}")
                time.sleep(0.02)
        begun = cpu(process)
        client = Connecting() if load == "connect" else H2load(load, directory)
        samples = [(time.time(), 0)]
        while samples[-1][1] < seconds:
            time.sleep(0.02)
            samples.append((time.time(), cpu(process) - begun))
        times = client.stop()
    finally:
        process.terminate()
        process.wait()
    costs, since, used = [], 0, 0
    for when, now in samples:
        if now >= len(costs) + 1:
            until = bisect.bisect(times, when)
            costs.append(round((now - used) * 1e6 / max(1, until - since)))
            since, used = until, now
    return costs


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=int, default=6)
    arguments.add_argument("--options", default="")
    arguments.add_argument("loads", nargs="*", metavar="LOAD")
    asked = arguments.parse_args()
    os.environ["FRONTDOOR_JAVA_OPTS"] = asked.options
    os.sched_setaffinity(0, set(range(1, os.cpu_count())))
    directory = tempfile.mkdtemp()
    os.chmod(directory, 0o755)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", directory + "/key.pem", "-out", directory + "/chain.pem",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, stderr=subprocess.DEVNULL)
    texts = {
        "frontdoor.conf": FRONTDOOR,
        "backend.conf": NGINX.format(directory, "backend", BACKEND),
        "front.conf": NGINX.format(directory, "front", FRONT.format(directory)),
    }
    for name, text in texts.items():
        with open(os.path.join(directory, name), "w") as file:
            file.write(text)
    nginx = ["nginx", "-p", directory, "-c"]
    servers = {
        "nginx": nginx + [directory + "/front.conf"],
        "frontdoor": ["/opt/frontdoor/bin/frontdoor", "run", directory + "/frontdoor.conf"],
    }
    backend = subprocess.Popen(nginx + [directory + "/backend.conf"])
    try:
        for load in asked.loads or ["h2", "h1", "redirect", "connect"]:
            for name, server in servers.items():
                print(f"{load:9} {name:10}", *measure(load, server, asked.seconds if name == "frontdoor" else 2, directory), flush=True)
    finally:
        backend.terminate()
        backend.wait()
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
