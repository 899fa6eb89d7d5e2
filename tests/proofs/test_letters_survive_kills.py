"""Kill -9 on the worker at random moments while it sends mail: none lost, at most one repeat a kill, on either broker.

The control marks letters before it sends them and must lose some, or the proof would prove nothing.
"""

import random
import time
from collections import Counter

import pytest

from tests.proofs.postroom import LETTERS, PAUSE, Sink
from tests.proofs.test_reports_survive_kills import office

pytestmark = pytest.mark.proof
KILLS, CONTROL_KILLS = 20, 6
TASK, CARELESS = "incubator.notices.tasks.send_letters", "postroom.send_careless"


def walk(folder, broker: str, task: str, kills: int, chance: random.Random) -> tuple[Counter, list[str], int]:
    """Letters, nudge, kill in the middle, time goes by, again; then one worker may finish in peace.

    What the server received, the Message-IDs of all letters, and how often a kill found a letter in hand.
    """
    with Sink() as sink, office(folder, broker, hand="tests.proofs.postroom", EMAIL_URL=sink.url) as one:
        in_hand = 0
        for number in range(kills):
            one.ask(f"plant {number}")
            one.hire()
            one.ask(f"nudge {task}")
            if number % 4:  # each fourth kill may come before the worker has the message
                one.wait_until_received()
            time.sleep(chance.uniform(0, LETTERS * PAUSE * 2.5))
            one.kill()
            in_hand += one.ask("pass")["held"]
        one.hire()
        deadline = time.monotonic() + 120
        while one.ask("count")["left"] and time.monotonic() < deadline:
            one.ask(f"nudge {task}")
            time.sleep(3)
        time.sleep(1)  # what would come twice may still come
        one.kill()
        return sink.received, one.ask("count")["ids"], in_hand


@pytest.mark.parametrize("broker", ["embedded", "redis"])
def test_twenty_kills_lose_no_letter_and_repeat_one_at_most(tmp_path, broker):
    seed = int(time.time())
    received, letters, in_hand = walk(tmp_path, broker, TASK, KILLS, random.Random(seed))
    names = {name.partition("@")[0]: times for name, times in received.items()}
    lost, repeats = set(letters) - set(names), [times - 1 for times in names.values() if times > 1]
    print(f"\nproof: letters on the {broker} broker: {KILLS} x kill -9 of the worker while it sends {len(letters)} "
          f"mails: {len(lost)} lost, {sum(repeats)} sent again under the same Message-ID "
          f"({in_hand} kills found one in hand; seed {seed})")
    assert len(letters) == KILLS * LETTERS
    assert not lost
    assert set(names) == set(letters)
    assert sum(repeats) <= in_hand <= KILLS


def test_the_control_that_marks_first_loses(tmp_path):
    received, letters, _held = walk(tmp_path, "embedded", CARELESS, CONTROL_KILLS, random.Random(7))
    lost = len(letters) - len(received)
    print(f"\nproof: the control, a job that marks before it sends: {CONTROL_KILLS} x kill -9: {lost} letters lost")
    assert lost > 0
