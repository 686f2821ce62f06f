# %% [markdown]
# # Data of {{workspace}}
#
# The newest matrix of the workspace: a row is a bar of an instrument, decided at `decision_time`. `target` becomes known at `label_end`; nothing of a row was
# known before its `decision_time`.

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
path = newest("matrices/*.parquet")
assert path is not None, "No matrix yet. Build one: assay build {{workspace}} --config build.yaml"
matrix = read_parquet(path)
passport = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
features = [feature["name"] for feature in passport["features"]]
print(path.name, matrix.shape)
print("target:", passport["target"]["formula"])
matrix.head()

# %% [markdown]
# What is missing, and what its report found.

# %%
missing = matrix[features].isna().mean().sort_values(ascending=False)
print(missing.head(20).to_string())
for finding in passport["findings"]:
    print(finding["severity"], finding["code"], finding["sentence"])

# %%
times = pd.to_datetime(matrix["time"], utc=True)
rows = matrix.groupby([matrix["instrument"].astype(str), times.dt.year]).size().unstack(fill_value=0)
print(rows.to_string())

# %%
columns = features[:12]
axes = matrix[columns].hist(bins=50, figsize=(14, 8))
plt.suptitle(f"{path.stem}: first columns")
plt.tight_layout()
plt.show()

# %%
correlation = matrix[features].corr(method="spearman")
figure, axis = plt.subplots(figsize=(8, 7))
image = axis.imshow(correlation, vmin=-1, vmax=1, cmap="RdBu")
axis.set_xticks(range(len(features)), features, rotation=90, fontsize=7)
axis.set_yticks(range(len(features)), features, fontsize=7)
figure.colorbar(image, label="rank correlation")
plt.show()
