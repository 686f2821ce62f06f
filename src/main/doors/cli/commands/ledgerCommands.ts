import { type Command, Option } from 'commander'
import type { LedgerEntry } from '../../../../core/contract/ledger.ts'
import { type Outcome, success } from '../../../../core/outcome/outcome.ts'
import { countWords } from '../../../../core/time/countWords.ts'
import type { Ledger } from '../../../engine/ports/ledger.ts'
import { withExamples } from '../examples.ts'
import { positiveWholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { ledgerText, type ShownLedger } from '../texts/ledgerText.ts'

type ShowFlags = {
  readonly symbols?: string
  readonly run?: string
  readonly kind?: LedgerEntry['kind']
  readonly limit: number
}

export function registerLedgerCommands(program: Command, context: CommandContext): void {
  const group = program.command('ledger').description('The record of every trial and hold-out opening of this home')
  withExamples(group, ['assay ledger show', 'assay ledger verify'])
  const show = group
    .command('show')
    .description('Show how much was tried on which symbols, and the newest entries')
    .option(
      '--symbols <symbols>',
      'only what counts for these, e.g. BTC+ETH: all on BTC, on ETH and on sets with one of them',
    )
    .option('--run <id>', 'only entries of this run')
    .addOption(
      new Option('--kind <kind>', 'only such entries').choices([
        'trials',
        'results',
        'trial-block',
        'result-block',
        'opening',
      ]),
    )
    .option('--limit <number>', 'how many entries', positiveWholeNumberFlag, 20)
    .action((flags: ShowFlags, self: Command) =>
      runCommand(
        context,
        self,
        (session) => withLedger(session, (ledger) => shownLedger(session, ledger, flags)),
        ledgerText,
      ),
    )
  withExamples(show, ['assay ledger show', 'assay ledger show --kind opening --json'])
  const verify = group
    .command('verify')
    .description('Recompute the hash chain and the index')
    .action((_flags: object, self: Command) =>
      runCommand(
        context,
        self,
        (session) => withLedger(session, (ledger) => ledger.verify()),
        ({ entries, trials, openings, headHash }) =>
          `The ledger is whole: ${countWords(entries, 'entry', 'entries')}, ${countWords(trials, 'trial')}, ${countWords(openings, 'hold-out opening')}.\nhead ${headHash}`,
      ),
    )
  withExamples(verify, ['assay ledger verify', 'assay ledger verify --json'])
}

async function withLedger<T>(
  session: Session,
  work: (ledger: Ledger) => Outcome<T> | Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { assembleLedger } = await import('../../../assemble.ts')
  const ledger = await assembleLedger(session.home, 'read')
  if (!ledger.ok) return ledger
  try {
    return await work(ledger.value)
  } finally {
    ledger.value.close()
  }
}

async function shownLedger(
  { home }: Session,
  ledger: Ledger,
  { symbols, run, kind, limit }: ShowFlags,
): Promise<Outcome<ShownLedger>> {
  const { assembleJobPorts } = await import('../../../assemble.ts')
  const { ledgerView } = await import('../../../engine/queries/ledgerView.ts')
  const view = await ledgerView(await assembleJobPorts(home), ledger, { symbols: symbols ?? null, verify: true })
  if (!view.ok) return view
  const entries = ledger.entries({
    limit,
    ...(symbols === undefined ? {} : { symbols }),
    ...(run === undefined ? {} : { runId: run }),
    ...(kind === undefined ? {} : { kind }),
  })
  if (!entries.ok) return entries
  const { books, stages, runs, chain, notes, openings } = view.value
  const shownRuns = runs.filter(({ runId }) => run === undefined || runId === run).slice(-limit)
  return success({
    totals: books,
    stages,
    runs: shownRuns,
    openings: openings.slice(-limit),
    chain,
    notes,
    entries: entries.value,
  })
}
