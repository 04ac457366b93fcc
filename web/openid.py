"""Another house vouches for who somebody is (OpenID Connect, code flow with PKCE)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from calendar import timegm
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from circulars.errors import NotPermittedError, UsageError

if TYPE_CHECKING:
    import datetime as dt

#: A house that says nothing so long is away.
SECONDS: Final = 10
#: How far the clocks of two houses may be apart, in seconds.
LEEWAY: Final = 120
_BANGKOK_OFFSET: Final = 7 * 3600
#: Signatures that only the house itself can make; never "none", never one made with a shared secret.
ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a browser was sent away with, and must bring back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Asked:
        """Nobody can guess them."""
        return cls(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenID:
    """The house that vouches, and how this program is known there."""

    issuer: str
    client: str
    secret: str = field(repr=False)

    @classmethod
    def of(cls, issuer: str, client: str, secret: str) -> OpenID | None:
        """The house; None where none was set up.

        Raises:
            UsageError: If only a part was set up, or the library for it is missing.
        """
        if not (issuer or client or secret):
            return None
        if not (issuer and client and secret):
            raise UsageError("openid-settings")
        try:
            import joserfc  # noqa: F401 - only whether it is there
        except ModuleNotFoundError as error:
            raise UsageError("openid-no-library") from error
        return cls(issuer=issuer.rstrip("/"), client=client, secret=secret)

    def address(self, asked: Asked, back: str) -> str:
        """Where a browser is sent to be vouched for.

        Raises:
            NotPermittedError: If the house cannot be reached.
        """
        challenge = hashlib.sha256(asked.verifier.encode()).digest()
        facts = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": back,
            "scope": "openid",
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._house()['authorization_endpoint']}?{urlencode(facts)}"

    def subject(self, code: str, asked: Asked, back: str, now: dt.datetime) -> str:
        """Whom the house vouches for.

        Raises:
            NotPermittedError: If it does not, or what it says is not what was asked.
        """
        house = self._house()
        facts = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.client,
            "client_secret": self.secret,
            "code_verifier": asked.verifier,
        }
        told = self._fetched(str(house["token_endpoint"]), urlencode(facts).encode())
        keys = self._fetched(str(house["jwks_uri"]))
        return self._checked(str(told.get("id_token", "")), keys, asked, now)

    def _checked(self, token: str, keys: dict[str, Any], asked: Asked, now: dt.datetime) -> str:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        rules = jwt.JWTClaimsRegistry(
            now=timegm(now.timetuple()) - _BANGKOK_OFFSET,
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": asked.nonce},
        )
        try:
            found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
            rules.validate(found.claims)
        except (JoseError, ValueError, KeyError) as error:
            raise self._failed(type(error).__name__) from error
        return str(found.claims["sub"])

    def _house(self) -> dict[str, Any]:
        """What the house says of itself; it must be the one that was set up."""
        told = self._fetched(f"{self.issuer}/.well-known/openid-configuration")
        if str(told.get("issuer", "")).rstrip("/") != self.issuer:
            raise self._failed("issuer")
        return told

    def _fetched(self, address: str, body: bytes | None = None) -> dict[str, Any]:
        if not address.startswith(("https://", "http://")):
            raise self._failed("address")
        try:
            # Only addresses of the web, looked at above.
            with urlopen(Request(address, data=body), timeout=SECONDS) as answer:  # noqa: S310
                found: dict[str, Any] = json.load(answer)
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(type(error).__name__) from error
        return found

    def _failed(self, reason: str) -> NotPermittedError:
        return NotPermittedError("openid-failed", issuer=self.issuer, reason=reason)
