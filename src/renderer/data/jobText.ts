import type { JobKind, JobView } from '../../core/contract/workbench/views.ts'

const KIND_WORDS: Readonly<Record<JobKind, string>> = {
  pipeline: 'Pipeline',
  download: 'Download',
  watch: 'Watch',
  fetch: 'Fetch',
  sample: 'Sample data',
  import: 'Import',
  verify: 'Verify',
  report: 'Report',
  backtest: 'Backtest',
  sweep: 'Sweep',
  build: 'Build',
  train: 'Training',
  predict: 'Prediction',
  foretell: 'Hold-out test',
  'export-model': 'Export of a model',
  'import-model': 'Import of a model',
  lock: 'Lock for deployment',
  discover: 'Discovery',
  robustness: 'Robustness',
  predictions: 'Predictions',
  seal: 'Seal hold-out',
}

const STATE_WORDS: Readonly<Record<JobView['state'], string>> = {
  starting: 'starting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
}

export function jobKindText(kind: JobKind): string {
  return KIND_WORDS[kind]
}

export function jobStateText(state: JobView['state']): string {
  return STATE_WORDS[state]
}

/** Of the stage that runs, from 0 to 1; null where the count is not known. */
export function jobShare({ done, total }: JobView): number | null {
  return total > 0 ? Math.min(1, done / total) : null
}
