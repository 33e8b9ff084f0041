"""`/api/v1/uploads`: resumable uploads by tus 1.0, with creation, termination, checksum and expiration.

Every request needs the header `Tus-Resumable`, which no form of another site can send.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate

from django.utils.translation import gettext_lazy as _
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from kindreel.core.shelf import Busy, Shelf, Upload
from kindreel.front.bodies import Gone, TooLarge, TooSlow
from kindreel.front.refusals import TOO_LARGE, TOO_SLOW, WHO, Refusal, refuse
from kindreel.front.sending import send_empty
from kindreel.front.uploads import asked
from kindreel.front.uploads.asked import Wrong
from kindreel.front.uploads.taking import Turns, on_disk, take

PATH = "/api/v1/uploads"
TUS = {"tus-resumable": "1.0.0", "cache-control": "no-store"}
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
RESERVE = 512 * 1024 * 1024
"""Free space that uploads never eat: the database and the renditions need it."""
MOST_AT_ONCE = 20
"""Begun, or complete and not made a video of: what one person may keep on the shelf."""

NOT_HERE = Refusal(404, _("This upload is not here. It may have ended or been taken back."))
NO_SUCH = Refusal(405, _("Nothing like that can be done with an upload."))
MOVED = Refusal(
    409, _("We have another part of this upload than you think. Ask where it stands, then go on.")
)
OLD = Refusal(412, _("Only tus 1.0.0 is spoken here."))
ELSEWHERE = Refusal(423, _("This upload is being sent from somewhere else at the moment."))
MANY = Refusal(429, _("You have many unfinished uploads. Finish one of them, or take it back."))
FULL = Refusal(507, _("There is no room for this at the moment. Nothing of yours was lost."))

Person = int | str
Authorize = Callable[[Mapping[str, str]], Person | None]


@dataclass
class Uploads:
    """`authorize` gets the headers and says which person that is; it runs on a thread of its own."""

    shelf: Shelf
    authorize: Authorize
    most: int
    _turns: Turns = field(default_factory=Turns)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            status, headers = await self._answer(scope, receive)
        except Wrong as wrong:
            await refuse(scope, send, wrong.refusal, {**TUS, "tus-version": "1.0.0"})
        except TooLarge:
            await refuse(scope, send, TOO_LARGE, TUS)
        except TooSlow:
            await refuse(scope, send, TOO_SLOW, TUS)
        except (Busy, TimeoutError):
            await refuse(scope, send, ELSEWHERE, TUS)
        except OSError:
            await refuse(scope, send, FULL, TUS)
        except Gone:
            return
        else:
            await send_empty(send, status, {**TUS, **headers})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, dict[str, str]]:
        headers = Headers(scope=scope)
        method = headers.get("x-http-method-override", scope["method"]).upper()
        if method == "OPTIONS":
            return 204, self._about()
        if headers.get("tus-resumable") != "1.0.0":
            raise Wrong(OLD)
        person = await on_disk(self.authorize, dict(headers))
        if person is None:
            raise Wrong(WHO)
        id = str(scope["path"]).removeprefix(PATH).strip("/")
        if method == "POST" and not id:
            return await self._create(headers, person, receive)
        if not id or method not in {"HEAD", "PATCH", "DELETE"}:
            raise Wrong(NO_SUCH)
        await on_disk(self._own, id, person)  # first, or a stranger's question would end somebody's turn
        async with self._turns.of(id) as give_way:
            upload = await on_disk(self._own, id, person)
            if method == "DELETE":
                await on_disk(self.shelf.remove, id)
                return 204, {}
            if method == "PATCH":
                upload = await self._append(upload, headers, receive, give_way)
        return (200 if method == "HEAD" else 204), self._standing(upload)

    async def _create(self, headers: Headers, person: Person, receive: Receive) -> tuple[int, dict[str, str]]:
        length, metadata = asked.length(headers, self.most), asked.metadata(headers)
        upload = await on_disk(self._new, person, length, metadata)
        if asked.has_body(headers):
            async with self._turns.of(upload.id) as give_way:
                upload = await take(self.shelf, upload, receive, asked.checksum(headers), give_way)
        return 201, {"location": f"{PATH}/{upload.id}", **self._standing(upload)}

    async def _append(
        self, upload: Upload, headers: Headers, receive: Receive, give_way: asyncio.Event
    ) -> Upload:
        if not asked.has_body(headers):
            raise Wrong(asked.WRONG_KIND)
        if asked.number(headers, "upload-offset") != upload.offset:
            raise Wrong(MOVED)
        await on_disk(self._need_room, upload.length - upload.offset)
        return await take(self.shelf, upload, receive, asked.checksum(headers), give_way)

    def _new(self, person: Person, length: int, metadata: str) -> Upload:
        if len(self.shelf.uploads_of(person, time.time())) >= MOST_AT_ONCE:
            raise Wrong(MANY)
        self.shelf.folder.mkdir(parents=True, exist_ok=True)
        self._need_room(length)
        return self.shelf.create(person, length, metadata, time.time())

    def _need_room(self, length: int) -> None:
        """Asked for each part: others may have filled the disk since this upload began."""
        if shutil.disk_usage(self.shelf.folder).free < length + RESERVE:
            raise Wrong(FULL)

    def _own(self, id: str, person: Person) -> Upload:
        """Somebody else's upload is as little there as one that never was."""
        upload = self.shelf.find(id, time.time())
        if upload is None or upload.owner != person:
            raise Wrong(NOT_HERE)
        return upload

    def _about(self) -> dict[str, str]:
        return {
            "tus-version": "1.0.0",
            "tus-extension": EXTENSIONS,
            "tus-max-size": str(self.most),
            "tus-checksum-algorithm": ",".join(asked.ALGORITHMS),
        }

    def _standing(self, upload: Upload) -> dict[str, str]:
        about = {
            "upload-offset": str(upload.offset),
            "upload-length": str(upload.length),
            "upload-expires": formatdate(upload.expires, usegmt=True),
        }
        return about | ({"upload-metadata": upload.metadata} if upload.metadata else {})
