"""A house that vouches for people (OpenID Connect): a real server on this machine, small and made for the tests.

It speaks the code flow with PKCE, and signs with keys of its own; `lies` says in what it departs from the truth.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "saraban", "รหัสของระบบกลาง"


class House:
    """Who is logged in there, what was asked of it, and what it says that is not so."""

    def __init__(self) -> None:
        self.issuer = ""
        self.person = "1234"  # whom it vouches for
        self.lies: dict[str, object] = {}
        self.algorithm = "RS256"
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
        self.codes: dict[str, dict[str, str]] = {}
        self.now = time.time

    def token(self, asked: dict[str, str]) -> str:
        now = int(self.now())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.person, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.lies}
        if self.algorithm == "HS256":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.encode().ljust(32, b"x")))
        key = self.key if self.algorithm == "RS256" else RSAKey.generate_key(2048, {"kid": "k1"})
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)

    def exchanged(self, sent: dict[str, str]) -> dict[str, str] | None:
        """The answer to a code, once; None if it was not asked for so."""
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or (sent["client_id"], sent["client_secret"]) != (CLIENT, SECRET):
            return None
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        if sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token(asked)}

    def pages(self, path: str) -> dict[str, object] | None:
        if path == "/.well-known/openid-configuration":
            told = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
            return told | {
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
            }
        if path == "/keys":
            return dict(KeySet([self.key]).as_dict(private=False))
        return None


@contextmanager
def house():
    """A house that is open until the block ends."""
    found = House()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                code = secrets.token_urlsafe(8)
                found.codes[code] = asked
                self.send_response(302)
                back = urlencode({"code": code, "state": asked["state"]})
                self.send_header("location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
                return
            self._json(found.pages(parts.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._json(found.exchanged({name: values[0] for name, values in parse_qs(body).items()}))

        def _json(self, data) -> None:
            self.send_response(200 if data else 400)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(data or {"error": "invalid_request"}).encode())

        def log_message(self, *_args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
