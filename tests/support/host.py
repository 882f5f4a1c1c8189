"""The built site as its real host serves it.

It is below the project's path, compressed, cached for ten minutes, with its 404.
"""

import functools
import gzip
import http.server
import threading
import urllib.parse

from support.book import config
from support.site_pages import HTML

BASE = urllib.parse.urlsplit(config()["html"]["baseurl"]).path
_COMPRESSED = (".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".xml", ".ipynb", ".md")


@functools.cache
def compressed(path, changed):
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def sent(path):
    """The bytes that go over the wire for a file of the site."""
    return compressed(path, path.stat().st_mtime_ns) if path.suffix in _COMPRESSED else path.read_bytes()


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        address = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        path = HTML / address.removeprefix(BASE)
        if path.is_dir():
            path /= "index.html"
        found = address.startswith(BASE) and path.is_file() and path.resolve().is_relative_to(HTML)
        path = path if found else HTML / "404.html"
        body = sent(path) if path.is_file() else b""
        self.send_response(200 if found else 404)
        kind = self.guess_type(str(path))
        text = kind.startswith("text/") or kind.endswith(("json", "javascript", "xml"))
        self.send_header("Content-Type", kind + ("; charset=utf-8" if text else ""))
        if path.suffix in _COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Access-Control-Allow-Origin", "*")
        # Stricter than the real host: no page may turn text into code.
        self.send_header("Content-Security-Policy", "script-src 'self' 'unsafe-inline'")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *arguments):
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a browser that went away before the answer


def serve(port=0):
    """Start the host in a thread; its ``url`` is the site's address."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.url = f"http://127.0.0.1:{server.server_port}{BASE}".rstrip("/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    print(serve(8000).url, "Control-C to stop", flush=True)
    threading.Event().wait()
