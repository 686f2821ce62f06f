# %% [markdown]
# # Columns against the target, in {{workspace}}
#
# Only rows whose target is known. What is found by looking at all rows was found with the rows that would test it: judge it by walk-forward
# training (`assay train`), not by these pictures.

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
known = matrix[matrix["target"].notna()]
print(len(known), "rows with a target, of", len(matrix))

# %%
rank = known[features].corrwith(known["target"], method="spearman").sort_values(key=abs, ascending=False)
print(rank.head(20).to_string())

# %% [markdown]
# The same by year: a column whose sign changes tells little.

# %%
years = pd.to_datetime(known["time"], utc=True).dt.year
by_year = pd.DataFrame({year: rows[features].corrwith(rows["target"], method="spearman") for year, rows in known.groupby(years)})
print(by_year.loc[rank.index[:20]].round(3).to_string())

# %%
column = rank.index[0]
buckets = pd.qcut(known[column], 10, duplicates="drop")
means = known.groupby(buckets, observed=True)["target"].agg(["mean", "count"])
axis = means["mean"].plot(kind="bar", figsize=(10, 4), title=f"Mean target by tenth of {column}")
axis.axhline(known["target"].mean(), color="black", linewidth=1)
plt.tight_layout()
plt.show()
