/** The aliases of the original plan: they belong in `pair_alias_map.json` only, whatever the symbols are. */
const PLAN_ALIASES = ['qqq_1h_rth_clean', 'spy_1h_rth_clean'] as const

/** Tickers that a left-over of another study would most likely name. */
export const COMMON_TICKERS: readonly string[] = [
  ...['SPY', 'QQQ', 'IWM', 'DIA', 'VTI', 'TQQQ', 'SQQQ', 'VIX', 'GLD', 'SLV', 'TLT', 'XLF', 'XLK', 'XLE', 'EEM'],
  ...['AAPL', 'MSFT', 'AMZN', 'NVDA', 'TSLA', 'GOOG', 'GOOGL', 'NFLX', 'AMD', 'INTC', 'JPM'],
  ...['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOGE', 'LTC', 'BNB', 'AVAX', 'DOT', 'LINK'],
  ...['BTCUSD', 'ETHUSD', 'BTCUSDT', 'ETHUSDT', 'XBT', 'XBTUSD', 'EURUSD', 'GBPUSD', 'USDJPY'],
]

export type PublishedFile = {
  /** Relative name, forward slashes; checked like the text. */
  readonly name: string
  readonly text: string
  /** Text chunks of a PNG by keyword; empty for other files. */
  readonly chunks: Readonly<Record<string, string>>
}

export type NamingRules = {
  readonly allowedSymbols: readonly string[]
  /** Symbols of every other workspace of the home; common tickers are added. */
  readonly foreignSymbols: readonly string[]
  /** Words that the published texts need beside symbols, such as names of venues: no finding unless tied into a name. */
  readonly ownWords: readonly string[]
  readonly hostNames: readonly string[]
  /** Wall clock of the run, UTC milliseconds; instants inside may not be published. Null checks no instants. */
  readonly runClock: { readonly startMs: number; readonly endMs: number } | null
  /** Instants of the data that may be published even when the run's clock covers them. */
  readonly dataInstantsMs: readonly number[]
}

export type NamingKind = 'foreign-symbol' | 'plan-alias' | 'run-time' | 'run-detail' | 'absolute-path' | 'host-name'
export type NamingFinding = { readonly file: string; readonly kind: NamingKind; readonly found: string }

/** Everything in the published files that does not belong there; empty when they are clean. In file order, each once. */
export function namingCheck(files: readonly PublishedFile[], rules: NamingRules): readonly NamingFinding[] {
  const findings = files.flatMap((file) => {
    const places = [
      { name: file.name, text: `${file.name}\n${withoutData(file.text)}` },
      ...Object.entries(file.chunks).map(([keyword, text]) => ({
        name: `${file.name}#${keyword}`,
        text: `${keyword}\n${text}`,
      })),
    ]
    return places.flatMap((place) => checkText(place.text, rules).map((finding) => ({ file: place.name, ...finding })))
  })
  const seen = new Set<string>()
  return findings.filter((finding) => {
    const key = JSON.stringify(finding)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

type Found = Omit<NamingFinding, 'file'>

function checkText(text: string, rules: NamingRules): readonly Found[] {
  return [
    ...foreignSymbols(text, rules),
    ...PLAN_ALIASES.flatMap((alias) =>
      hasWord(text, alias, 'i') ? [{ kind: 'plan-alias' as const, found: alias }] : [],
    ),
    ...rules.hostNames
      .filter((host) => host !== '' && hasWord(text, host, 'i'))
      .map((host) => ({ kind: 'host-name' as const, found: host })),
    ...matches(text, ABSOLUTE_PATH).map((found) => ({ kind: 'absolute-path' as const, found })),
    ...matches(text, RUN_DETAIL).map((found) => ({ kind: 'run-detail' as const, found })),
    ...runTimes(text, rules).map((found) => ({ kind: 'run-time' as const, found })),
  ]
}

/** Unix paths of two or more names, `~/`, drive letters, network shares and file addresses; not `</tag>` and not `and/or`. */
const ABSOLUTE_PATH =
  /(?<![\w.)\]/~-])(?:~?\/(?:[\w.@+-]+\/)+[\w.@+-]*|~\/[\w.@+-]+|[A-Za-z]:\\[^\s"']+|\\\\[\w.-]+\\[^\s"']+|file:\/\/\S+)/g

const RUN_DETAIL =
  /"(?:elapsedMs|durationMs|startedAt|finishedAt|createdAt|generatedAt|host|hostname|pid|username)"\s*:/gi

const INSTANT = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| ?UTC)?|(?<![\w.])1\d{12}(?![\w.])/g

function runTimes(text: string, rules: NamingRules): readonly string[] {
  const clock = rules.runClock
  if (clock === null) return []
  // A time printed to the minute may stand up to a minute before the run.
  return matches(text, INSTANT).filter((found) => {
    const timeMs = instantOf(found)
    return timeMs >= clock.startMs - 60_000 && timeMs <= clock.endMs && !rules.dataInstantsMs.includes(timeMs)
  })
}

function instantOf(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text)
  return Date.parse(`${text.replace(/ ?UTC$|Z$/, '').replace(' ', 'T')}Z`)
}

/** Words in capitals that the published texts use themselves: a ticker of that name elsewhere must not block every publication. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...[
    'A',
    'A4',
    'AGAIN',
    'AND',
    'B',
    'BOUND',
    'COSTS',
    'CSS',
    'CSV',
    'DATA',
    'DOWNLOADED',
    'EDGE',
    'ENOUGH',
    'FAIL',
    'FILES',
    'FINGERPRINTS',
  ],
  ...[
    'FOUND',
    'GATES',
    'HAC',
    'HOW',
    'HTML',
    'IT',
    'JSON',
    'ML',
    'NO',
    'NOT',
    'P10',
    'P50',
    'P90',
    'PASS',
    'PNG',
    'README',
  ],
  ...[
    'RESULT',
    'RUN',
    'SEARCHED',
    'SHA',
    'SVG',
    'SYNTHETIC',
    'TESTED',
    'THE',
    'UPPER',
    'USD',
    'UTC',
    'VERDICT',
    'WAS',
    'WHAT',
  ],
])

/**
 * Symbols as whole words: in capitals anywhere (but for own words and single letters), and in any case where `_` or a data file's
 * ending ties them into a name (`spy_1h`, `spy.csv`), so that a symbol like ON or edge does not make every such word a finding.
 */
function foreignSymbols(text: string, rules: NamingRules): readonly Found[] {
  const own = [...rules.allowedSymbols].sort((left, right) => right.length - left.length)
  const allowed = new Set(own.map((symbol) => symbol.toUpperCase()))
  const foreign = new Set([...rules.foreignSymbols, ...COMMON_TICKERS])
  const lowerText = text.toLowerCase()
  return [...foreign]
    .filter((symbol) => symbol !== '' && !allowed.has(symbol.toUpperCase()))
    .filter(
      (symbol) =>
        lowerText.includes(symbol.toLowerCase()) &&
        namesSymbol(withoutLonger(text, own, symbol), symbol, rules.ownWords),
    )
    .map((found) => ({ kind: 'foreign-symbol', found }))
}

/** An own symbol that contains the foreign one (BTC in BTC-USD) is not a naming of the foreign one. */
function withoutLonger(text: string, own: readonly string[], symbol: string): string {
  return own
    .filter((candidate) => candidate.length > symbol.length && hasWord(candidate, symbol, 'i'))
    .reduce((rest, candidate) => rest.replaceAll(wordPattern(candidate, 'gi'), ' '), text)
}

function namesSymbol(text: string, symbol: string, ownWords: readonly string[]): boolean {
  const isOwn = OWN_WORDS.has(symbol) || ownWords.includes(symbol)
  const isPlainWord = symbol.length < 2 || symbol !== symbol.toUpperCase() || isOwn
  if (!isPlainWord && hasWord(text, symbol, '')) return true
  const name = escapePattern(symbol)
  const tied = `(?<![A-Za-z0-9])${name}(?=_[A-Za-z0-9]|\\.(?:csv|parquet|json|png)\\b)|(?<=[A-Za-z0-9]_)${name}(?![A-Za-z0-9])`
  return new RegExp(tied, 'i').test(text)
}

function hasWord(text: string, word: string, flags: string): boolean {
  return wordPattern(word, flags).test(text)
}

function wordPattern(word: string, flags: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${escapePattern(word)}(?![A-Za-z0-9])`, flags)
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[0])
}

/** Embedded fonts and the coordinates of drawn paths (`M76 1L3 4`) are letters that name nothing. */
function withoutData(text: string): string {
  return text.replaceAll(/data:[\w/+-]+;base64,[A-Za-z0-9+/=]*/g, 'data:').replaceAll(/ d="[^"]*"/g, '')
}
