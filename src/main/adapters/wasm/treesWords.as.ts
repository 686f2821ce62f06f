// Part of `trees.as.ts`.
// Words of the room, bytes.
export const CODES: usize = 0
export const STRIDE: usize = 4
export const GRADIENTS: usize = 8
export const ORDER: usize = 12
export const SPARE: usize = 16
export const HISTOGRAMS: usize = 20
export const HISTOGRAM_BYTES: usize = 24
export const BIN_ROOM: usize = 28
export const ALL_COLUMNS: usize = 32
export const COLUMNS: usize = 36
export const BINS: usize = 40
export const THRESHOLDS: usize = 44
export const MONOTONE: usize = 48
export const DRAWS: usize = 52
export const TASKS: usize = 56
export const SUMS: usize = 60
export const RESULTS: usize = 64
export const SCORES: usize = 68
export const TERMS: usize = 72
export const COUNTS_ROWS: usize = 76
export const MOVES: usize = 80
export const COLUMN_CODES: usize = 84
export const ALL_ROWS: usize = 88
export const TARGET: usize = 92
export const WEIGHT: usize = 96
export const MARGIN: usize = 100
export const KEPT_SLOTS: usize = 104

// Terms, bytes.
export const LAMBDA: usize = 0
export const ALPHA: usize = 8
export const LEAST_WEIGHT: usize = 16
export const LEAST_ROWS: usize = 24
export const LEAST_GAIN: usize = 32

export const FILL: i32 = 0
export const GENERAL: i32 = 1
export const RANDOM_CUT: i32 = 2
export const SYMMETRIC: i32 = 4
export const BINS_A_COLUMN: usize = 256
export const TASK_BYTES: usize = 32
export const RESULT_BYTES: usize = 64
/** Makes the bar of the first question a little lower than the best, by more than rounding. */
export const SLACK: f64 = 1 - 1e-12
export const CHUNK_BYTES: usize = 4096
