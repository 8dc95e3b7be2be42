"""A push service on this machine: keeps what it was sent, decrypted as the browser would."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kesher.businesses.activating import encoded

SECRET = b"0123456789abcdef"


class Service:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.status, self.messages, self.headers = 201, [], []
        self.pause = 0
        """seconds before it answers"""

    @property
    def subscription(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        endpoint = f"http://localhost:{self.port}/push/1"
        return {"endpoint": endpoint, "p256dh": encoded(point), "auth": encoded(SECRET)}

    def take(self, headers, body):
        self.headers.append(headers)
        told = http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        self.messages.append(json.loads(told))


@contextmanager
def running():
    service = Service()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            service.take(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
            end = time.monotonic() + service.pause
            while time.monotonic() < end and service.pause:
                time.sleep(0.05)
            self.send_response(service.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
