import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** What is known of a process that has ended. `output` is null where it was more than is kept. */
export type ProcessEnd = {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly output: string | null
  /** The newest lines of standard error that were no events. */
  readonly lastWords: readonly string[]
  readonly askedToStop: boolean
}

/** The outcome of a command from the one JSON document it printed, or from the way it ended without one. */
export function processEnd(end: ProcessEnd): Outcome<unknown> {
  const document = documentOf(end.output)
  if (document !== null) return document
  if (end.askedToStop)
    return failure(
      'cancelled',
      'The job was cancelled.',
      'What was finished is kept; run the same command again to continue.',
    )
  if (end.exitCode === 0)
    return failure(
      'job-result-unreadable',
      'The job came to its end, but what it printed as its result cannot be read.',
      'Its work is kept: look at the workspace, and at the log of the job.',
    )
  const how = end.signal === null ? `exit code ${end.exitCode}` : `signal ${end.signal}`
  const last = end.lastWords.at(-1)
  return failure(
    'job-died',
    `The process of the job ended without a word of its own (${how}${last === undefined ? '' : `; its last line: ${last}`}).`,
    isOutOfMemory(end)
      ? 'The memory did not suffice. Start it again with fewer workers: it goes on where it stopped.'
      : 'Start it again: it goes on where it stopped.',
  )
}

function documentOf(output: string | null): Outcome<unknown> | null {
  if (output === null || output.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(output)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || !('ok' in value)) return null
  if (value.ok === true) return success('data' in value ? value.data : null)
  return 'error' in value ? troubleOf(value.error) : null
}

function troubleOf(error: unknown): Outcome<never> | null {
  if (typeof error !== 'object' || error === null) return null
  if (!('code' in error && 'message' in error && 'hint' in error)) return null
  return failure(String(error.code), String(error.message), String(error.hint))
}

function isOutOfMemory({ lastWords }: ProcessEnd): boolean {
  return lastWords.some((line) => /heap out of memory|ERR_WORKER_OUT_OF_MEMORY/i.test(line))
}
