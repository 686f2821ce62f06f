# %% [markdown]
# # A backtest of {{workspace}}
#
# Starts a backtest through the command line and reads what it leaves. Results are the files that the program writes: nothing is computed a second time here.

# %%
import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

ROOT = next(folder for folder in [Path.cwd(), *Path.cwd().parents] if (folder / "workspace.yaml").exists())


def read_parquet(path):
    """A Parquet file as a data frame: by pyarrow where it is installed, else by DuckDB."""
    try:
        return pd.read_parquet(path)
    except ImportError:
        import duckdb

        return duckdb.sql(f"select * from read_parquet('{Path(path).as_posix()}')").df()


def newest(pattern):
    """The newest file of the workspace that fits a pattern; None where there is none."""
    found = sorted(ROOT.glob(pattern), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


# %%
import shlex
import subprocess

# The command that starts the program, and what it is to trade.
ASSAY = shlex.split(os.environ.get("ASSAY", "assay"))
HOME = ROOT.parent.parent
MODEL = None  # the id of a model, as in: assay predictions list {{workspace}}
STRATEGY = "moving-average-cross"  # used where MODEL is None
CONFIG = None  # path of a backtest.yaml; None: every field is assumed, and listed in the result


def assay(*words):
    """The answer of a command as data; its message where it failed."""
    done = subprocess.run([*ASSAY, *words, "--home", str(HOME), "--json"], capture_output=True, text=True)
    if not done.stdout.strip():
        raise RuntimeError(done.stderr)
    answer = json.loads(done.stdout)
    if answer.get("error"):
        raise RuntimeError(f"{answer['error']['message']} {answer['error']['hint']}")
    return answer["data"]


# %%
subject = ["--model", MODEL] if MODEL else ["--strategy", STRATEGY]
config = ["--config", str(CONFIG)] if CONFIG else []
result = assay("backtest", "run", "{{workspace}}", *subject, *config)
folder = ROOT / "backtests" / result["backtestId"]
for warning in result["manifest"]["warnings"]:
    print("WARNING:", warning)
for assumption in result["manifest"]["assumptions"]:
    print(assumption["field"], "=", assumption["value"], "-", assumption["meaning"])

# %%
figures = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["performance"]["figures"]
print(pd.Series({name: figure["value"] for name, figure in figures.items()}).to_string())

# %%
equity = read_parquet(folder / "equity.parquet")
equity.index = pd.to_datetime(equity["time_ms"], unit="ms", utc=True)
equity[["equity", "buy_and_hold"]].plot(figsize=(12, 4), title=f"Backtest {folder.name}", ylabel="equity")
plt.show()
