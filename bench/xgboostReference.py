"""Trains and asks XGBoost on the reference data: folder, threads, seed. Prints seconds (wall, processor) of binning and training, and the test log loss."""
import sys
import time

import numpy as np
import xgboost

folder, threads, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def read(name):
    x = np.fromfile(f"{folder}/gbm_{name}_x.f32", dtype=np.float32).reshape(-1, 50)
    return x, np.fromfile(f"{folder}/gbm_{name}_y.u8", dtype=np.uint8)


x, y = read("train")
test_x, test_y = read("test")
terms = {
    "objective": "binary:logistic",
    "max_depth": 6,
    "eta": 0.1,
    "max_bin": 256,
    "subsample": 0.8,
    "tree_method": "hist",
    "nthread": threads,
    "seed": seed,
}
wall, cpu = time.perf_counter(), time.process_time()
model = xgboost.train(terms, xgboost.DMatrix(x, label=y, nthread=threads), 100)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
p = model.predict(xgboost.DMatrix(test_x)).astype(float)
print(xgboost.__version__, wall, cpu, -np.mean(np.where(test_y == 1, np.log(p), np.log(1 - p))))
