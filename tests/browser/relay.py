"""A line between browser and service that can be slow, and cut."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = 16 * 1024


@dataclass
class Relay:
    """`speed` is what goes up in a second, in bytes, of all connections together."""

    port: int
    speed: float = 1e9
    is_cut: bool = False
    _open: set[socket.socket] = field(default_factory=set)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def cut(self) -> None:
        self.is_cut = True
        for line in list(self._open):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut = False

    def join(self, browser: socket.socket) -> None:
        try:
            if self.is_cut:
                return
            with socket.create_connection(("127.0.0.1", self.port)) as service:
                self._open |= {browser, service}
                down = threading.Thread(target=self._pump, args=(service, browser), daemon=True)
                down.start()
                self._pump(browser, service, up=True)
                down.join()
                self._open -= {browser, service}
        except OSError:
            pass
        finally:
            browser.close()

    def _pump(self, source: socket.socket, target: socket.socket, *, up: bool = False) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if up:
                    with self._turn:
                        time.sleep(len(piece) / self.speed)
                target.sendall(piece)
        for line in (source, target):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def relaying(to: int) -> Iterator[tuple[int, Relay]]:
    """The port where it listens, and the relay."""
    relay = Relay(to)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)  # little is under way in between

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _address = listener.accept()
                    threading.Thread(target=relay.join, args=(line,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listener.getsockname()[1], relay
        finally:
            relay.cut()
            listener.shutdown(socket.SHUT_RDWR)
