import type { Job } from '../jobs/job.ts'
import type { BuildPorts } from './buildPorts.ts'

/** Long work with a pulse after each step, and a turn for the event loop, in which a wish to cancel is heard. */
export async function inTurns<T>(
  { timer }: Pick<BuildPorts, 'timer'>,
  job: Job,
  work: Generator<void, T>,
  beat: () => void,
): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    beat()
    await timer.wait(0, job.signal)
  }
}
