import type { Job } from '../jobs/job.ts'

/** What a download needs of the job that it is. */
export type DownloadJob = Pick<Job, 'signal' | 'beat' | 'note' | 'stage'>
