import { failure, type Outcome } from '../../../core/outcome/outcome.ts'
import type { GatewayAddress } from '../ports/brokerHistory.ts'
import type { Clock } from '../ports/clock.ts'
import type { BrokerPorts } from './downloadContext.ts'
import type { DownloadJob } from './downloadJob.ts'
import { DownloadStatus } from './downloadStatus.ts'
import { LinkKeeper } from './linkKeeper.ts'
import { PacingBook } from './pacingBook.ts'
import { Questioner } from './questioner.ts'

export type GatewaySettings = {
  readonly address: GatewayAddress
  /** Pause between the starts of two requests for history. */
  readonly politeMs: number
  readonly patienceMs: number
}

export type OpenGateway = {
  readonly questioner: Questioner
  readonly keeper: LinkKeeper
  readonly status: DownloadStatus
}

/**
 * Opens the one door to a gateway: one job at a time asks through it, paced by what was asked before, also by other workspaces and earlier
 * sessions. Closed again however `work` ends. Errors: `gateway-busy`, `LINK_TROUBLES`, those of the work.
 */
export async function withGateway<T>(
  ports: BrokerPorts & { readonly clock: Clock },
  settings: GatewaySettings,
  job: DownloadJob,
  command: string,
  work: (gateway: OpenGateway) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { host, port } = settings.address
  const folder = `ibkr/${host.replace(/[^A-Za-z0-9.-]+/g, '_')}_${port}`
  const made = ports.brokerFiles.makeFolder(folder)
  if (!made.ok) return made
  const root = ports.brokerFiles.resolve(folder)
  if (!root.ok) return root
  const lock = ports.locks.acquire(root.value, command)
  if (!lock.ok) return lock.trouble.code === 'workspace-busy' ? busy(ports, root.value, host, port) : lock
  const book = new PacingBook(ports.brokerFiles, `${folder}/pacing.json`, ports.clock, settings.politeMs)
  const status = new DownloadStatus(job, () => book.inWindow())
  const keeper = new LinkKeeper(ports, settings, job.signal, {
    onWait: (text) => status.wait(text),
    onNote: (text) => status.note(text),
    onReconnect: () => status.reconnected(ports.clock.nowMs()),
    onLinkClosed: () => book.linkClosed(),
  })
  const questioner = new Questioner(ports, keeper, book, job.signal, {
    onWait: (text) => status.wait(text),
    onNote: (text) => status.note(text),
    log: (line) => status.log(line),
  })
  try {
    const linked = await job.stage('connect', () => keeper.ready())
    return linked.ok ? await work({ questioner, keeper, status }) : linked
  } finally {
    keeper.close()
    lock.value.release()
  }
}

function busy(ports: BrokerPorts, root: string, host: string, port: number): Outcome<never> {
  const holder = ports.locks.holder(root)
  const who = holder === null ? 'Another program' : `${holder.command} (process ${holder.pid})`
  return failure(
    'gateway-busy',
    `${who} is asking the gateway at ${host}:${port} already.`,
    'One download at a time goes through a gateway, so that the limits of IBKR are kept. Wait for it, or stop it.',
  )
}
