/**
 * `entries` is the chain. `trials` and `openings` are its index: one row for each id a run listed (`is_first` marks the run that
 * recorded the id first), and one for each opening. `head` repeats the newest entry, so that a cut tail is seen.
 */
export const LEDGER_SCHEMA = `
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  run_id TEXT NOT NULL,
  symbols TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE trials (
  run_id TEXT NOT NULL,
  id TEXT NOT NULL,
  entry_seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  symbols TEXT NOT NULL,
  is_first INTEGER NOT NULL,
  sharpe REAL,
  result_seq INTEGER,
  result_position INTEGER,
  PRIMARY KEY (run_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX trials_first ON trials (id) WHERE is_first = 1;
CREATE INDEX trials_entry ON trials (entry_seq, position);
CREATE INDEX trials_result ON trials (result_seq, result_position);
CREATE INDEX trials_symbols ON trials (symbols, is_first);
CREATE TABLE openings (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  symbols TEXT NOT NULL,
  span_start_ms REAL NOT NULL,
  span_end_ms REAL NOT NULL,
  config_hash TEXT NOT NULL,
  openings INTEGER NOT NULL,
  is_new INTEGER NOT NULL
);
`

/**
 * Blocks of many trials: `ids` holds 16 bytes a trial, `firsts` a byte (1: no run recorded it before), `sharpes` a double (NaN: none). `block_trials` finds the
 * entry that recorded a trial first.
 */
export const LEDGER_ADDITIONS: readonly string[] = [
  `trial_blocks (
  entry_seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  name TEXT NOT NULL,
  symbols TEXT NOT NULL,
  stage TEXT NOT NULL,
  added INTEGER NOT NULL,
  ids BLOB NOT NULL,
  firsts BLOB NOT NULL,
  sharpes BLOB,
  result_seq INTEGER,
  UNIQUE (run_id, name)
)`,
  'block_trials (id BLOB PRIMARY KEY, entry_seq INTEGER NOT NULL) WITHOUT ROWID',
]
