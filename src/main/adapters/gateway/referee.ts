/** What a client did wrong. A judge of its own: it shares nothing with the limiter of the downloader. */
export type PacingRule =
  | 'identical-within-15s'
  | 'six-within-2s'
  | 'sixty-within-10min'
  | 'fifty-open'
  | 'fifty-messages-a-second'
  | 'time-twice-a-second'
  | 'too-early'
  | 'forbidden-message'

export type PacingBreak = { readonly rule: PacingRule; readonly atMs: number; readonly detail: string }

export type JudgedRequest = {
  readonly kind: 'contract' | 'head' | 'bars' | 'schedule'
  readonly atMs: number
  /** Everything of the question but its id. */
  readonly identity: string
  /** Contract, exchange and what to show. */
  readonly contractKey: string
  /** NaN for heads. */
  readonly barMs: number
  readonly bidAsk: boolean
  /** Whether the session had told its id and its farms before. */
  readonly ready: boolean
}

export type Referee = {
  message(connection: number, messageId: number, atMs: number): void
  /** `openKey` names the question until `ended`. */
  request(request: JudgedRequest, openKey: string): void
  ended(openKey: string): void
  breaks(): readonly PacingBreak[]
}

/** startApi, contract, history, cancels, head, time, ids, accounts. Anything else has no business in a downloader. */
export const ALLOWED_MESSAGES: readonly number[] = [71, 9, 20, 25, 87, 90, 49, 8, 17]

const SMALL_BAR_MS = 30_000
const MOST_KEPT = 10_000

type Weighed = { readonly atMs: number; readonly weight: number }

export function referee(): Referee {
  const broken: PacingBreak[] = []
  const lastAsked = new Map<string, number>()
  const sameContract = new Map<string, number[]>()
  const messages = new Map<number, number[]>()
  const lastTime = new Map<number, number>()
  const open = new Set<string>()
  let strict: Weighed[] = []

  const report = (rule: PacingRule, atMs: number, detail: string): void => {
    if (broken.length < MOST_KEPT) broken.push({ rule, atMs, detail })
  }
  const judgeIdentical = ({ identity, atMs }: JudgedRequest): void => {
    const before = lastAsked.get(identity)
    if (before !== undefined && atMs - before < 15_000) {
      report('identical-within-15s', atMs, `${(atMs - before) / 1000} s after the same: ${identity}`)
    }
    lastAsked.delete(identity)
    lastAsked.set(identity, atMs)
    dropOldest(lastAsked, MOST_KEPT)
  }
  const judgeStrict = ({ contractKey, atMs, bidAsk }: JudgedRequest): void => {
    const recent = (sameContract.get(contractKey) ?? []).filter((time) => atMs - time < 2_000).slice(-50)
    recent.push(atMs)
    sameContract.set(contractKey, recent)
    dropOldest(sameContract, MOST_KEPT)
    if (recent.length >= 6) report('six-within-2s', atMs, `${recent.length} for ${contractKey}`)
    strict = strict.filter((asked) => atMs - asked.atMs < 600_000).slice(-1_000)
    strict.push({ atMs, weight: bidAsk ? 2 : 1 })
    const weight = strict.reduce((sum, asked) => sum + asked.weight, 0)
    if (weight > 60) report('sixty-within-10min', atMs, `${weight} in the last 10 minutes`)
  }

  return {
    message(connection, messageId, atMs) {
      const recent = (messages.get(connection) ?? []).filter((time) => atMs - time < 1_000).slice(-200)
      recent.push(atMs)
      messages.set(connection, recent)
      dropOldest(messages, MOST_KEPT)
      if (recent.length > 50) report('fifty-messages-a-second', atMs, `${recent.length} in a second`)
      if (!ALLOWED_MESSAGES.includes(messageId)) report('forbidden-message', atMs, `message ${messageId}`)
      if (messageId !== 49) return
      const before = lastTime.get(connection)
      if (before !== undefined && atMs - before < 1_000)
        report('time-twice-a-second', atMs, `${atMs - before} ms apart`)
      lastTime.set(connection, atMs)
      dropOldest(lastTime, MOST_KEPT)
    },
    request(request, openKey) {
      if (!request.ready) report('too-early', request.atMs, request.identity)
      if (request.kind === 'contract') return
      judgeIdentical(request)
      if (request.kind === 'head' || request.barMs <= SMALL_BAR_MS) judgeStrict(request)
      open.add(openKey)
      if (open.size > 50) report('fifty-open', request.atMs, `${open.size} open`)
    },
    ended(openKey) {
      open.delete(openKey)
    },
    breaks: () => [...broken],
  }
}

/** Keeps memory bounded whatever a client sends; a map's first key is its oldest. */
function dropOldest<Key>(map: Map<Key, unknown>, most: number): void {
  if (map.size <= most) return
  for (const key of map.keys()) {
    map.delete(key)
    return
  }
}
