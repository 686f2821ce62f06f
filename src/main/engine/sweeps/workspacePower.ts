import type { PowerWish, WorkspacePower } from '../../../core/contract/workbench/powerCalls.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { searchPower } from '../../../core/robustness/overfitting/searchPower.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { readStoredPassport } from '../data/storedPassport.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'

export type PowerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> & {
  readonly ledger: Pick<Ledger, 'basisFor'>
}

const DAYS_A_YEAR = 365
const TARGET_SHARPE = 1
/** Belongs to no run: of such a one all trials are those of others. */
const NO_RUN = ''

/**
 * What a search could find with the bars of a workspace (those before the sealed hold-out that all its instruments have) and one trial more than the ledger counts for them.
 * Errors: those of `openWorkspace`, `tradedInstruments`, the passports and the ledger; `hold-out-broken`, `too-few-days`.
 */
export function workspacePower(ports: PowerPorts, wish: PowerWish): Outcome<WorkspacePower> {
  const opened = openWorkspace(ports, wish.workspace)
  if (!opened.ok) return opened
  const { workspace, files } = opened.value
  const wanted = wish.symbols.length > 0 ? wish.symbols : workspace.instruments.map(({ symbol }) => symbol)
  const instruments = tradedInstruments(workspace, wanted)
  if (!instruments.ok) return instruments
  const ledgerSymbols = wanted.map((symbol) => ledgerSymbol(workspace, symbol))
  const basis = ports.ledger.basisFor(symbolsKey(ledgerSymbols), NO_RUN)
  if (!basis.ok) return basis
  const span =
    wish.years === null ? daysAtHand(files, workspace.interval, wanted, ledgerSymbols) : success(asked(wish.years))
  if (!span.ok) return span
  const { days, daysFrom } = span.value
  const trials = wish.trials ?? basis.value.trials + 1
  const power = searchPower({
    periods: days,
    trials,
    periodsPerYear: DAYS_A_YEAR,
    target: wish.sharpe ?? TARGET_SHARPE,
  })
  if (power === null)
    return failure(
      'too-few-days',
      `${countWords(days, 'day')} ${days === 1 ? 'tells' : 'tell'} nothing.`,
      'Bring in more bars, or ask with --years.',
    )
  const trialsFrom = wish.trials === null ? 'one more than the ledger counts' : 'as asked'
  return success({ workspace: workspace.name, symbols: symbolsKey(wanted), days, daysFrom, trialsFrom, power })
}

function asked(years: number) {
  return { days: Math.round(years * DAYS_A_YEAR), daysFrom: 'as asked' }
}

/** Days on which all instruments have bars, up to the first hold-out of any of them. */
function daysAtHand(
  files: GuardedFiles,
  interval: string,
  symbols: readonly string[],
  ledgerSymbols: readonly string[],
) {
  const seals = sealsOn(files, ledgerSymbols)
  if (!seals.ok) return seals
  let fromMs = Number.NEGATIVE_INFINITY
  let toMs = Number.POSITIVE_INFINITY
  for (const symbol of symbols) {
    const passport = readStoredPassport(files, symbol, interval)
    if (!passport.ok) return passport
    const { firstTime, lastTime } = passport.value
    if (firstTime === null || lastTime === null)
      return failure('no-data', `There are no bars of ${symbol}.`, 'Bring them in with: assay data import')
    fromMs = Math.max(fromMs, Date.parse(firstTime))
    toMs = Math.min(toMs, Date.parse(lastTime))
  }
  const sealedMs = Math.min(...seals.value.map(({ startMs }) => startMs))
  const isSealed = sealedMs <= toMs
  if (isSealed) toMs = sealedMs - 1
  const days = Math.max(0, Math.floor(toMs / DAY_MS) - Math.floor(fromMs / DAY_MS) + 1)
  return success({ days, daysFrom: isSealed ? 'up to the sealed hold-out' : 'all bars that all have' })
}
