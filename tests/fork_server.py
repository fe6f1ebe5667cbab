"""A small process with all of mingpian in it, which is copied for each command that tests run.

A copy of the tests' own process would do; but that one is large, so that to copy it takes longer than most commands do,
and it runs threads, which a copy has not.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import pkgutil
import signal
import socket
import sys
import tempfile
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import mingpian
from mingpian.cli import main

Call = dict[str, Any]
"""What is run: `arguments`, the folder to stand in (`cwd`), the `environment`, and the `encoding` of the console."""


@functools.cache
def server() -> socket.socket:
    """Begin the server: the earlier, the smaller it is. It ends with this process, whose times then have its own."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _serve(theirs)
    theirs.close()
    atexit.register(os.waitpid, child, 0)
    atexit.register(ours.shutdown, socket.SHUT_RDWR)
    return ours


def run(call: Call) -> tuple[int, bytes, bytes]:
    """Run a command in a process of its own; return its exit code and what it said."""
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked.write(json.dumps(call).encode())
        asked.seek(0)
        socket.send_fds(server(), [b"?"], [asked.fileno(), out.fileno(), err.fileno()])
        code = int(server().recv(16))
        out.seek(0)
        err.seek(0)
        return code, out.read(), err.read()


def _serve(questions: socket.socket) -> NoReturn:
    """Answer, until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    is_ready = False
    while True:
        question, files, _, _ = socket.recv_fds(questions, 1, 3)
        if not question:
            os._exit(0)
        if not is_ready:
            _import_all()
            gc.collect()
            gc.freeze()  # what copies do not look through for garbage they do not copy
            is_ready = True
        child = os.fork()
        if child == 0:
            questions.close()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _become_mingpian(*files)
        for file in files:
            os.close(file)
        questions.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _import_all() -> None:
    """Import what commands import when they need it: most of what a short one takes."""
    for module in pkgutil.walk_packages(mingpian.__path__, "mingpian."):
        if not module.name.endswith("__main__") and ".skeleton" not in module.name:
            import_module(module.name)


def _become_mingpian(asked: int, out: int, err: int) -> NoReturn:
    """Be the command, in a copy of the server, and nothing of the tests any more."""
    code = 3
    try:
        with open(asked, encoding="utf-8") as file:
            call: Call = json.load(file)
        for number, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
            os.dup2(descriptor, number)
        sys.stdout = open(1, "w", encoding=call["encoding"], closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding=call["encoding"], closefd=False)  # noqa: SIM115
        sys.stdin = open(0, encoding=call["encoding"], closefd=False)  # noqa: SIM115
        os.environ.clear()
        os.environ.update(call["environment"])
        os.chdir(call["cwd"])
        code = main(call["arguments"])
    except SystemExit as end:  # argparse's way to refuse
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
