"""Run `prep` in a process of its own, graded by a bag of words; PREP_SLOW_GRADES holds each grade up by that long."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fakes import BagOfWords

import interview_prep.grading._worker as worker
from interview_prep.cli import main
from interview_prep.grading import Request
from interview_prep.model import Verdict


class Slow(BagOfWords):
    """A grader that is loading for a while."""

    def ready(self) -> bool:
        return not os.environ.get("PREP_SLOW_GRADES")

    def grade(self, request: Request) -> Verdict:
        time.sleep(float(os.environ.get("PREP_SLOW_GRADES", "0")))
        return super().grade(request)


worker.Worker = Slow  # type: ignore[assignment,misc]
if __name__ == "__main__":
    main()
