"""The milter as a server: any number of connections, one pool of linters, an end that drops nothing."""

import asyncio
import os
import signal
import stat
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from replylint.mail.gate import Passage, consider
from replylint.mail.milter.address import Address
from replylint.mail.milter.packets import ProtocolError, receive
from replylint.mail.milter.session import LARGEST, Letter, Session
from replylint.mail.policy import Policy, decide
from replylint.mail.pool import Pool, Unready
from replylint.mail.spool import SpoolError
from replylint.mail.verdict import unchecked
from replylint.text.problem import ProblemsError

AT_ONCE = 64
"""Messages that are in hand at the same time; others wait."""

Say = Callable[[str], None]


class Server:
    """Judges what mail servers send it.

    `policy` reads what is wanted, anew on each reload; it raises ProblemsError. `say` tells whoever runs the
    server what happens.
    """

    def __init__(self, pool: Pool, policy: Callable[[], Policy], *, tag: bool, say: Say) -> None:
        self.pool = pool
        self.read_policy = policy
        self.policy = policy()
        self.tag = tag
        self.say = say
        self.threads = ThreadPoolExecutor(AT_ONCE, "judge")
        self.sessions: dict[asyncio.Task[None], Session] = {}
        self.stopping = asyncio.Event()

    async def run(self, address: Address) -> None:
        """Serves until SIGTERM or SIGINT; SIGHUP reads config and rules anew.

        On SIGTERM no new connections are taken, and messages under way are finished. Raises OSError where it
        cannot listen.
        """
        server = await self.listen(address)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        loop.add_signal_handler(signal.SIGHUP, self.reload)
        self.say(f"listening on {address}")
        await self.stopping.wait()
        self.say("ending; messages under way are finished")
        server.close()
        await self.finish()
        self.threads.shutdown()
        self.pool.close()
        if address.path:
            Path(address.path).unlink(missing_ok=True)

    async def listen(self, address: Address) -> asyncio.Server:
        """Begins to listen; a socket that a server before left behind is put aside. Raises OSError."""
        if not address.path:
            return await asyncio.start_server(self.connected, address.host, address.port)
        path = Path(address.path)
        if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
            try:
                _, writer = await asyncio.open_unix_connection(path)
            except ConnectionError:
                path.unlink()
            else:
                writer.close()
                raise OSError(f"another milter listens on {path}")
        before = os.umask(0o117)
        try:
            return await asyncio.start_unix_server(self.connected, path)
        finally:
            os.umask(before)

    def reload(self) -> None:
        """Puts linters with the config and the rules as they are now in place of the old ones."""
        self.threads.submit(self.reload_now)

    def reload_now(self) -> None:
        """The same, at once; where config or rules do not load, those before hold."""
        try:
            policy = self.read_policy()
            self.pool.reload()
        except (Unready, ProblemsError) as error:
            self.say(f"not reloaded, what held before holds: {error}")
        else:
            self.policy = policy
            self.say("reloaded")

    async def finish(self) -> None:
        """Waits for messages under way, at most as long as a check may take, and ends the connections."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.policy.timeout):
                while any(session.busy for session in self.sessions.values()):
                    await asyncio.sleep(0.02)
        tasks = list(self.sessions)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serves a connection. Whatever goes wrong ends it: the mail server then defers the message."""
        session = Session(self.judge, tag=self.tag)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self.sessions[task] = session
        try:
            while (packet := await receive(reader)) is not None:
                answer = await session.answer(packet)
                writer.write(b"".join(said.encoded for said in answer.packets))
                await writer.drain()
                if answer.ends or (self.stopping.is_set() and not session.busy):
                    break
        except (ProtocolError, OSError) as error:
            self.say(f"connection ended: {error}")
        except asyncio.CancelledError:
            pass
        finally:
            session.drop()
            del self.sessions[task]
            writer.close()

    async def judge(self, letter: Letter) -> Passage:
        """What becomes of a message; judged in a thread, so that others are not kept waiting."""
        loop = asyncio.get_running_loop()
        passage = await loop.run_in_executor(self.threads, self.judge_now, letter)
        if passage.ruling.headline:
            self.say(f"{letter.queue_id or '-'}: {passage.ruling.headline}")
        return passage

    def judge_now(self, letter: Letter) -> Passage:
        """The same, at once."""
        message = letter.spool
        if letter.too_large:
            verdict = unchecked(f"it is larger than {LARGEST >> 20} MiB")
            return Passage(decide(verdict, self.policy), message, verdict)
        try:
            passage = consider(message, self.policy, self.pool.ask)
        except SpoolError as error:
            verdict = unchecked(str(error))
            return Passage(decide(verdict, self.policy), message, verdict)
        if passage.message is not message:
            passage.message.close()
        return passage
