import { runJob } from '../../../src/main/engine/jobs/runJob.ts'
import { ok, SPEC, supervise } from './jobFixture.ts'

/** A process that runs a job of workspace `one`: `home mode`. Says `started`; modes: `busy` never yields, `beats` or `ends` (at once). */
const [home = '', mode = ''] = process.argv.slice(2)
const ports = supervise(home)
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
const outcome = await runJob(ports, SPEC, { signal: stop.signal, listener: () => {} }, async (job) => {
  await job.stage('select', async () => {
    job.beat('select', 1, 100, 'working')
    process.stdout.write('started\n')
    for (let round = 0; mode !== 'ends'; round++) {
      job.beat('select', 1 + (round % 90), 100, 'working')
      if (mode === 'beats' && round % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  return ok
})
ports.release()
process.exitCode = outcome.ok ? 0 : 3
