// So long that a small machine under load, two files of tests at once, fails nothing: who waits here waits for what must come.

/** For an answer of the page. */
export const ANSWER_MS = 2 * 60_000
/** For a job to come to its end: it stands back where the processor is wanted by others. */
export const JOB_MS = 5 * 60_000
export const TEST_MS = 10 * 60_000

/** For `expect.poll`, which asks for a second otherwise. */
export const PATIENTLY = { timeout: ANSWER_MS } as const
