import type { JobEvent } from '../../../../core/contract/jobEvent.ts'

export const PROGRESS_MODES = ['json', 'live', 'plain', 'none'] as const
export type ProgressMode = (typeof PROGRESS_MODES)[number]

/** Shows what a job tells; always on standard error, so that standard output holds the result alone. */
export type ProgressDisplay = { readonly show: (event: JobEvent) => void; readonly close: () => void }
