import { API, type Api, type JobRequest, jobRequestSchema } from '../../../../core/contract/workbench/api.ts'
import type { Client } from '../../../../core/contract/workbench/rpc.ts'
import { createClient } from '../../../../core/contract/workbench/rpcClient.ts'
import type { JobView } from '../../../../core/contract/workbench/views.ts'
import { type Failure, failure, type Outcome, success, type Trouble } from '../../../../core/outcome/outcome.ts'
import type { ProgressDisplay } from '../progress/progressDisplay.ts'
import type { Session } from '../runCommand.ts'
import { jobEventsBetween } from './jobEventsBetween.ts'

export type JoinedEngine = { readonly client: Client<Api>; readonly pid: number; close(): void }

/**
 * The engine that serves this home, where one does and the wish can be put to it. ASSAY_DIRECT says that the command is to run here: it
 * stands in the environment of every job that an engine starts.
 */
export async function joinEngine(session: Session, request: JobRequest | null): Promise<JoinedEngine | null> {
  if (session.terminal.environment.ASSAY_DIRECT === '1') return null
  if (request === null || !jobRequestSchema.safeParse(request).success) return null
  const { assembleEngineRecords } = await import('../../../assemble.ts')
  const record = assembleEngineRecords(session.home).running()
  if (record === null) return null
  const { openEngineWire } = await import('../../server/engineWire.ts')
  const wire = await openEngineWire(record)
  return wire === null ? null : { client: createClient(API, wire), pid: record.pid, close: () => wire.close() }
}

/** Lets the engine run the job, and shows and ends it as if it ran here. */
export async function joinJob<T>(
  { client, pid }: JoinedEngine,
  {
    workspace,
    request,
    signal,
  }: { readonly workspace: string; readonly request: JobRequest; readonly signal: AbortSignal },
  display: ProgressDisplay,
): Promise<Outcome<T>> {
  const views = new Map<string, JobView>()
  let key: string | null = null
  let shown: JobView | null = null
  let settle: (outcome: Outcome<T>) => void = () => {}
  const ended = new Promise<Outcome<T>>((resolve) => {
    settle = resolve
  })
  const take = (view: JobView | undefined): void => {
    if (view === undefined || view.key !== key || shown?.endedMs != null) return
    for (const event of jobEventsBetween(shown, view)) display.show(event)
    shown = view
    if (view.endedMs !== null) settle(outcomeOf(view))
  }
  const stop = client.stream(
    'jobs.watch',
    {},
    (news) => {
      for (const view of news.type === 'all' ? news.jobs : [news.job]) {
        views.set(view.key, view)
        take(view)
      }
    },
    (outcome) => settle(outcome.ok ? engineEnded() : lost(outcome.trouble)),
  )
  const cancel = (): void => {
    if (key !== null) void client.call('jobs.cancel', { key })
  }
  signal.addEventListener('abort', cancel)
  try {
    const started = await client.call('jobs.start', { workspace, request })
    if (!started.ok) return started
    display.show({ type: 'note', text: `The engine that serves this home (process ${pid}) runs this job.` })
    key = started.value.key
    if (signal.aborted) cancel()
    take(views.get(key))
    return await ended
  } finally {
    signal.removeEventListener('abort', cancel)
    stop()
  }
}

function outcomeOf<T>(view: JobView): Outcome<T> {
  if (view.state === 'cancelled')
    return failure(
      'cancelled',
      'The job was cancelled.',
      'What was finished is kept; run the same command again to continue.',
    )
  if (view.trouble !== null) return { ok: false, trouble: view.trouble }
  if (view.result === null)
    return failure(
      'job-result-unreadable',
      'The job is done, but its result is too long to be handed on by the engine.',
      'Run the same command again with ASSAY_DIRECT=1 to have it printed; what is finished is not done again.',
    )
  // The process of the job printed it as JSON of this very command.
  const result: T = JSON.parse(JSON.stringify(view.result))
  return success(result)
}

function engineEnded(): Failure {
  return lost({ code: 'engine-gone', message: 'The connection to the engine that runs the job was lost.', hint: '' })
}

function lost({ code, message }: Trouble): Failure {
  return failure(
    code,
    message,
    'A job ends with its engine, and goes on where only the connection was lost (assay pipeline status tells). Run the same command again to continue it.',
  )
}
