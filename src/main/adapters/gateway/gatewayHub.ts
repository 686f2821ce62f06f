import type { Timer } from '../../engine/ports/timer.ts'
import type { FaultPlan } from './faults.ts'
import { noFaults } from './faults.ts'
import type { GatewayMarket } from './gatewayMarket.ts'
import type { RecordBook } from './gatewayRecord.ts'
import { recordBook } from './gatewayRecord.ts'
import type { GatewayTrouble } from './gatewayTrouble.ts'
import { UPSTREAM_BACK_KEPT, UPSTREAM_BACK_LOST, UPSTREAM_LOST } from './gatewayTrouble.ts'
import { NEWEST_VERSION, OLDEST_VERSION } from './gatewayVersions.ts'
import type { Referee } from './referee.ts'
import { referee } from './referee.ts'

export type GatewayOptions = {
  readonly market: GatewayMarket
  /** The gateway's clock; the referee goes by it. */
  readonly clock: { nowMs(): number }
  /** Everything that comes later comes through it. */
  readonly timer: Timer
  /** 0 or left out: any free port. */
  readonly port?: number
  readonly host?: '127.0.0.1' | '::1'
  /** 100 to 193, the newest by default. */
  readonly serverVersion?: number
  readonly faults?: FaultPlan
  readonly answerDelayMs?: number
  readonly account?: string
  /** False: the version is agreed on, then nothing comes. */
  readonly loggedIn?: boolean
  /** False: every socket is closed at once. */
  readonly apiEnabled?: boolean
  /** From the session's start to 2104, 2106 and 2158. */
  readonly farmDelayMs?: number
  /** From 1100 to 1101 or 1102. */
  readonly upstreamMs?: number
  /** How long a client id stays taken after `client-id-taken`. */
  readonly clientIdHoldMs?: number
  /** How long nobody listens in a `nightly-restart`. */
  readonly restartMs?: number
}

/** What the hub needs of a session. */
export type HubSession = {
  readonly clientId: () => number | null
  tell(trouble: GatewayTrouble): void
  farmsUp(): void
  destroy(): void
}

/** What all sessions of a gateway have in common. */
export type GatewayHub = {
  readonly options: GatewayOptions
  readonly ownVersion: number
  readonly book: RecordBook
  readonly judge: Referee
  readonly sessions: Set<HubSession>
  readonly faults: FaultPlan
  nowMs(): number
  bump(): void
  activity(): number
  nextIndex(): number
  nextConnection(): number
  /** Calls back later (now for 0); the answer calls it off. All of them end with `stop`. */
  later(ms: number, callback: () => void): () => void
  isUpstreamDown(): boolean
  loseUpstream(kept: boolean): void
  holdClientId(clientId: number): void
  isTaken(clientId: number): boolean
  restart(): void
  stop(): void
}

const UPSTREAM_MS = 45_000
const CLIENT_ID_HOLD_MS = 60_000

export function gatewayHub(options: GatewayOptions, restart: () => void): GatewayHub {
  const sessions = new Set<HubSession>()
  const pending = new Set<() => void>()
  const held = new Map<number, number>()
  let counter = 0
  let requests = 0
  let connections = 0
  let down = false
  const nowMs = () => options.clock.nowMs()
  const later = (ms: number, callback: () => void): (() => void) => {
    if (ms <= 0) {
      callback()
      return () => undefined
    }
    const callOff = options.timer.after(ms, () => {
      pending.delete(callOff)
      counter += 1
      callback()
    })
    pending.add(callOff)
    return () => {
      pending.delete(callOff)
      callOff()
    }
  }
  return {
    options,
    ownVersion: Math.min(NEWEST_VERSION, Math.max(OLDEST_VERSION, options.serverVersion ?? NEWEST_VERSION)),
    book: recordBook(),
    judge: referee(),
    sessions,
    faults: options.faults ?? noFaults,
    nowMs,
    bump: () => {
      counter += 1
    },
    activity: () => counter,
    nextIndex: () => requests++,
    nextConnection: () => connections++,
    later,
    isUpstreamDown: () => down,
    loseUpstream(kept) {
      if (down) return
      down = true
      for (const session of sessions) session.tell(UPSTREAM_LOST)
      later(options.upstreamMs ?? UPSTREAM_MS, () => {
        down = false
        for (const session of sessions) {
          session.tell(kept ? UPSTREAM_BACK_KEPT : UPSTREAM_BACK_LOST)
          session.farmsUp()
        }
      })
    },
    holdClientId: (clientId) => held.set(clientId, nowMs() + (options.clientIdHoldMs ?? CLIENT_ID_HOLD_MS)),
    isTaken(clientId) {
      for (const session of sessions) if (session.clientId() === clientId) return true
      return nowMs() < (held.get(clientId) ?? Number.NEGATIVE_INFINITY)
    },
    restart,
    stop() {
      for (const callOff of pending) callOff()
      pending.clear()
      for (const session of [...sessions]) session.destroy()
    },
  }
}
