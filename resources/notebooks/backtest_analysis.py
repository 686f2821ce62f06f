# %% [markdown]
# # The newest backtest of {{workspace}}

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
path = newest("backtests/*/metrics.json")
assert path is not None, "No backtest yet. Run one: assay backtest run {{workspace}} --strategy moving-average-cross"
folder = path.parent
manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
metrics = json.loads(path.read_text(encoding="utf-8"))
print(folder.name, manifest["instruments"], manifest["firstTime"], manifest["lastTime"])
for warning in manifest["warnings"]:
    print("WARNING:", warning)
figures = metrics["performance"]["figures"]
print(pd.Series({name: figure["value"] for name, figure in figures.items()}).to_string())

# %%
equity = read_parquet(folder / "equity.parquet")
equity.index = pd.to_datetime(equity["time_ms"], unit="ms", utc=True)
drawdown = equity["equity"] / equity["equity"].cummax() - 1
figure, axes = plt.subplots(2, 1, figsize=(12, 7), sharex=True, height_ratios=[2, 1])
equity[["equity", "buy_and_hold"]].plot(ax=axes[0], ylabel="equity")
drawdown.plot(ax=axes[1], ylabel="drawdown", color="tab:red")
plt.tight_layout()
plt.show()

# %%
trades = pd.read_csv(folder / "trades.csv")
print(len(trades), "trades")
if len(trades) > 0:
    print(trades.groupby("reason")["profit"].agg(["count", "sum", "mean"]).to_string())
    trades["return"].hist(bins=40, figsize=(10, 4))
    plt.title("Return of a trade")
    plt.show()
