# %% [markdown]
# # What the models of {{workspace}} use
#
# `feature_importance.csv`: how much the loss rises on rows not learned from when a column is shuffled, mean and spread over folds.

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
tables = sorted(ROOT.glob("models/*/artifacts/feature_importance.csv"))
assert tables, "No trained model yet. Train one: assay train {{workspace}} --matrix latest"
path = newest("models/*/artifacts/feature_importance.csv")
model = path.parents[1].name
importance = pd.read_csv(path)
print(model, len(importance), "columns")
importance.head(20)

# %%
shown = importance.head(20).iloc[::-1]
plt.figure(figsize=(10, 0.35 * len(shown) + 1.5))
plt.barh(shown["feature"], shown["mean_rise"], xerr=shown["deviation_over_folds"].fillna(0))
plt.axvline(0, color="black", linewidth=1)
plt.xlabel("rise of the loss; bars: spread over folds")
plt.title(model)
plt.tight_layout()
plt.show()

# %%
reports = sorted(path.parents[1].glob("artifacts/metrics/validation_*.json"), key=lambda item: item.stat().st_mtime)
report = json.loads(reports[-1].read_text(encoding="utf-8"))
scores = pd.DataFrame({name: score["overFolds"] for name, score in report["scores"].items()}).T
scores["always the base"] = [report["baseline"].get(name, {}).get("mean") for name in scores.index]
print(report["method"], "- lower is better:", report["loss"])
print(scores.to_string())
