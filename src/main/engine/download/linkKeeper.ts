import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { BrokerHistory, BrokerLink, GatewayAddress, LinkNews } from '../ports/brokerHistory.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { foldNews, HEALTHY, healthText, type LinkHealth } from './linkHealth.ts'
import { originOf } from './simulation.ts'

export type LinkPorts = { readonly broker: BrokerHistory; readonly clock: Clock; readonly timer: Timer }

export type LinkSettings = {
  /** `clientId` is the first of ten that are taken in turn. */
  readonly address: GatewayAddress
  /** How long a lost connection is waited for before the job ends. */
  readonly patienceMs: number
}

export type LinkEvents = {
  /** What is being waited for, in words; null when nothing is. */
  readonly onWait: (text: string | null) => void
  readonly onNote: (text: string) => void
  readonly onReconnect: () => void
  readonly onLinkClosed: () => void
}

const CONNECT_DEADLINE_MS = 20_000
const CLIENT_IDS = 10
const LOOK_EVERY_MS = 1_000
/** A broken farm that says nothing more is tried again after this. */
const FARM_PATIENCE_MS = 120_000
const BACK_OFF_MS: readonly number[] = [2_000, 5_000, 10_000, 20_000, 30_000, 60_000]

/** Keeps one usable link to the gateway: every attempt with a new socket and the next client id. */
export class LinkKeeper {
  private readonly ports: LinkPorts
  private readonly settings: LinkSettings
  private readonly signal: AbortSignal
  private readonly events: LinkEvents
  private link: BrokerLink | null = null
  private health: LinkHealth = HEALTHY
  private attempts = 0
  private everLinked = false
  private version = 0
  private closing = false

  constructor(ports: LinkPorts, settings: LinkSettings, signal: AbortSignal, events: LinkEvents) {
    this.ports = ports
    this.settings = settings
    this.signal = signal
    this.events = events
  }

  /**
   * A link that can be asked now. The first connection is tried without patience; a lost one is waited for. Errors: `LINK_TROUBLES`
   * (first connection), `ibkr-not-back`.
   */
  async ready(): Promise<Outcome<BrokerLink>> {
    for (;;) {
      const linked = await this.linked()
      if (!linked.ok) return linked
      const usable = await this.healthy(linked.value)
      if (!usable.ok) return usable
      if (linked.value.isAlive()) return linked
    }
  }

  current(): BrokerLink | null {
    return this.link
  }

  /** Of the newest session, also when it is gone: what was received came through it. 0 before the first. */
  serverVersion(): number {
    return this.version
  }

  close(): void {
    this.closing = true
    this.link?.close()
    this.link = null
  }

  private async linked(): Promise<Outcome<BrokerLink>> {
    if (this.link?.isAlive() === true) return success(this.link)
    if (this.link !== null) this.drop()
    const sinceMs = this.ports.clock.monotonicMs()
    for (let losses = 0; ; losses++) {
      const connected = await this.connect()
      if (connected.ok) return connected
      const { code, message } = connected.trouble
      if (code === 'ibkr-version-too-old' || code === 'ibkr-port-moved') return connected
      if (!this.everLinked && !(code === 'ibkr-client-id-in-use' && losses < CLIENT_IDS)) return connected
      const waitedMs = this.ports.clock.monotonicMs() - sinceMs
      if (waitedMs >= this.settings.patienceMs) return this.everLinked ? notBack(message, waitedMs) : connected
      const pauseMs = BACK_OFF_MS[Math.min(losses, BACK_OFF_MS.length - 1)]!
      const seconds = Math.round(waitedMs / 1000)
      this.events.onWait(`not connected for ${seconds} s (${message}); next attempt in ${pauseMs / 1000} s`)
      await this.ports.timer.wait(pauseMs, this.signal)
      this.events.onWait(null)
    }
  }

  private async connect(): Promise<Outcome<BrokerLink>> {
    const { address } = this.settings
    const clientId = address.clientId + (this.attempts++ % CLIENT_IDS)
    this.health = HEALTHY
    const terms = { deadlineMs: CONNECT_DEADLINE_MS, signal: this.signal }
    const connected = await this.ports.broker.connect({ ...address, clientId }, (news) => this.hear(news), terms)
    if (!connected.ok) return connected
    const { serverVersion, accounts } = connected.value
    this.link = connected.value
    this.version = serverVersion
    const how = this.everLinked ? 'connected again' : 'connected'
    const account = accountText(accounts)
    this.events.onNote(
      `${how} to ${address.host}:${address.port} as client ${clientId}, server version ${serverVersion}${account}`,
    )
    if (this.everLinked) this.events.onReconnect()
    this.everLinked = true
    return connected
  }

  private drop(): void {
    this.link?.close()
    this.link = null
    this.events.onLinkClosed()
  }

  private hear(news: LinkNews): void {
    if (this.closing) return
    const nowMs = this.ports.clock.monotonicMs()
    this.health = foldNews(this.health, news, nowMs)
    if (news.kind === 'upstream-lost' || news.kind === 'upstream-back' || news.kind === 'closed')
      this.events.onNote(`gateway: ${news.text}`)
  }

  /** Waits while the gateway says that nothing can be had. Error: `ibkr-not-back`. */
  private async healthy(link: BrokerLink): Promise<Outcome<void>> {
    const sinceMs = this.ports.clock.monotonicMs()
    for (;;) {
      const nowMs = this.ports.clock.monotonicMs()
      const text = healthText(this.health, nowMs)
      if (text === null || !link.isAlive()) break
      if (this.health.upstreamLostMs === null && nowMs - sinceMs >= FARM_PATIENCE_MS) {
        this.events.onNote(`${text}: asking all the same`)
        this.health = HEALTHY
        break
      }
      if (nowMs - sinceMs >= this.settings.patienceMs) return notBack(text, nowMs - sinceMs)
      this.events.onWait(text)
      await this.ports.timer.wait(LOOK_EVERY_MS, this.signal)
    }
    this.events.onWait(null)
    return success(undefined)
  }
}

function notBack(text: string, waitedMs: number): Outcome<never> {
  return failure(
    'ibkr-not-back',
    `The connection did not come back within ${Math.round(waitedMs / 60_000)} minutes: ${text}`,
    'Look at TWS or Gateway: it may wait for a login or be restarting (nightly resets are about 23:45 to 01:45 New York time). Then run the same command again: it goes on where it stopped.',
  )
}

function accountText(accounts: readonly string[]): string {
  if (originOf(accounts) !== null) return ', SIMULATED'
  if (accounts.length === 0) return ''
  return accounts.every((name) => name.startsWith('D')) ? ', paper account' : ', live account'
}
