import type { JobProcesses } from '../ports/jobProcesses.ts'
import type { Uploads } from '../ports/uploads.ts'

/** An upload goes once the job that reads it is done; where it failed or was stopped the file stays, so that it can be tried again. */
export function clearingUploads(processes: JobProcesses, uploads: Uploads): JobProcesses {
  return {
    start: (words, listener) =>
      processes.start(words, {
        ...listener,
        onEnd: (outcome) => {
          if (outcome.ok) for (const word of words) uploads.remove(word.replace(/^--[a-z]+=/, ''))
          listener.onEnd(outcome)
        },
      }),
  }
}
