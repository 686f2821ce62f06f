import type { WorkerPool, WorkerPools } from '../../engine/ports/workerPool.ts'
import { PlanRun } from './planRun.ts'
import { threadCrew } from './threadCrew.ts'

/** How long a unit that never beats may go on after it was asked to stop. */
const GRACE_MS = 500

/** Pools whose threads run the given entry (which calls `serveUnits`). */
export function threadPools(entryUrl: URL): WorkerPools {
  return {
    create({ workers, workerData }): WorkerPool {
      if (!Number.isInteger(workers) || workers < 1) throw new Error(`A pool of ${workers} workers`)
      const crew = threadCrew(entryUrl, workers, workerData)
      return {
        run: async (units, watch) => {
          try {
            const outcome = await new PlanRun(crew, units, watch, GRACE_MS).start()
            if (!outcome.ok) await crew.dismiss()
            return outcome
          } catch (error) {
            await crew.dismiss()
            throw error
          }
        },
        close: () => crew.dismiss(),
      }
    },
  }
}
