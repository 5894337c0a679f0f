"""Makes reference.csv: MBG/NBD to 25 digits; formulas and sources are in ../bg_reference.py.

Run: python3 core/models/mbg_nbd/reference.py   (needs mpmath; some minutes)
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import bg_reference  # noqa: E402

if __name__ == "__main__":
    bg_reference.make(HERE / "reference.csv", coin_at_start=1)
