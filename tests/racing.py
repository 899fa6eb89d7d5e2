"""Ten at once: runs one act in many threads behind a barrier, each with its own connection."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection
from django.test import Client


def race(act: Callable[[int], Any], times: int = 10) -> list[Any]:
    """What each of `times` simultaneous calls of `act(i)` returned, or the exception it raised.

    The test must run with `django_db(transaction=True)`, so that the threads see committed rows.
    """
    barrier, outcomes = Barrier(times), [None] * times

    def run(i: int) -> None:
        try:
            barrier.wait(timeout=30)
            outcomes[i] = act(i)
        except Exception as error:
            outcomes[i] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(i,)) for i in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


def race_posts(user, url: str, data: dict, times: int = 10) -> list[int]:
    """The status codes of `times` identical POSTs of one signed-in person at the same moment."""
    clients = [Client() for _ in range(times)]
    for client in clients:
        client.force_login(user)
    return race(lambda i: clients[i].post(url, data).status_code, times)
