import type { RobustnessSuite, StressFigures, StressPart } from '../contract/robustnessRecord.ts'
import type { Column } from './html.ts'
import { figureText, fixedText, shareText } from './numberText.ts'
import { ASSUMPTION_WORDS } from './stressWords.ts'

/** A table of texts, ready to be shown anywhere. */
export type StressTable = { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }

const FIGURES: readonly Column[] = [
  { name: 'Profit', kind: 'number' },
  { name: 'Return', kind: 'number' },
  { name: 'Sharpe a year', kind: 'number' },
  { name: 'Worst drawdown', kind: 'number' },
  { name: 'Trades', kind: 'number' },
]
const NO_FIGURES: readonly string[] = FIGURES.map(() => '')
const QUANTILES: readonly Column[] = ['5 %', '25 %', '50 %', '75 %', '95 %'].map((name) => ({ name, kind: 'number' }))

/** The tables of a part; none where it could not be made. Money is in the currency of the account. */
export function stressTables(suite: RobustnessSuite, part: StressPart): readonly StressTable[] {
  return TABLES[part](suite)
}

const TABLES: Readonly<Record<StressPart, (suite: RobustnessSuite) => readonly StressTable[]>> = {
  costs: ({ costs }) => (costs === null ? [] : [figuresTable('Costs times', costs.rows, ({ times }) => `${times}`)]),
  delays: ({ delays }) => [figuresTable('Bars later', delays.rows, ({ bars }) => String(bars))],
  assumptions: assumptionTables,
  returns: returnTables,
  markets: marketTables,
  trades: tradeTables,
  neighbours: ({ neighbours }) =>
    neighbours === null
      ? []
      : [
          figuresTable(
            'Changed',
            neighbours.rows,
            ({ name, own, value }) => `${name} ${number(own)} to ${number(value)}`,
          ),
        ],
  regimes: regimeTables,
  placebos: placeboTables,
}

function figuresTable<Row extends { readonly figures: StressFigures }>(
  first: string,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): StressTable {
  return {
    columns: [{ name: first, kind: 'fixed' }, ...FIGURES],
    rows: rows.map((row) => [nameOf(row), ...figureCells(row.figures)]),
  }
}

function figureCells({ profit, totalReturn, sharpe, maxDrawdown, trades }: StressFigures): readonly string[] {
  return [
    fixedText(profit, 2),
    shareText(totalReturn),
    figureText(sharpe),
    shareText(maxDrawdown),
    fixedText(trades, 0),
  ]
}

function assumptionTables({ base, assumptions }: RobustnessSuite): readonly StressTable[] {
  const rows = assumptions.rows.map(({ id, asRun, pessimistic, figures, why }) => [
    ASSUMPTION_WORDS[id] ?? id,
    asRun,
    why ?? pessimistic,
    ...(figures === null ? NO_FIGURES : figureCells(figures)),
  ])
  return [
    {
      columns: [
        { name: 'Assumption', kind: 'text' },
        { name: 'As it ran', kind: 'text' },
        { name: 'Pessimistic', kind: 'text' },
        ...FIGURES,
      ],
      rows: [
        ['The backtest', '', '', ...figureCells(base)],
        ...rows,
        ['All together', '', '', ...figureCells(assumptions.together)],
      ],
    },
  ]
}

function returnTables({ returns }: RobustnessSuite): readonly StressTable[] {
  if (returns === null) return []
  const { totalReturn, maxDrawdown, sharpe, lossProbability, resamples, meanBlock } = returns
  const shares = (values: Readonly<Record<string, number>>) => Object.values(values).map((value) => shareText(value))
  const facts = [
    ['Resamples', fixedText(resamples, 0)],
    ['Mean block (days)', fixedText(meanBlock, 1)],
    ['Probability of a loss', shareText(lossProbability, 1)],
    ['Sharpe a year, 95 %', sharpe === null ? 'n/a' : `${figureText(sharpe.low)} to ${figureText(sharpe.high)}`],
  ]
  return [
    factsTable(facts),
    {
      columns: [{ name: 'Resampled', kind: 'text' }, ...QUANTILES],
      rows: [
        ['Return', ...shares(totalReturn)],
        ['Worst drawdown', ...shares(maxDrawdown)],
      ],
    },
  ]
}

function marketTables({ markets }: RobustnessSuite): readonly StressTable[] {
  if (markets === null) return []
  const { paths, meanBlockBars, profitShare, beatHoldingShare, totalReturn } = markets
  const facts = [
    ['Markets', fixedText(paths, 0)],
    ['Mean block (bars)', fixedText(meanBlockBars, 1)],
    ['With a profit', shareText(profitShare, 1)],
    ['Better than buying and holding', shareText(beatHoldingShare, 1)],
  ]
  const returns = Object.values(totalReturn).map((value) => shareText(value))
  return [
    factsTable(facts),
    { columns: [{ name: 'Resampled', kind: 'text' }, ...QUANTILES], rows: [['Return', ...returns]] },
  ]
}

function tradeTables({ trades }: RobustnessSuite): readonly StressTable[] {
  if (trades === null) return []
  const { order, skipped, withoutBest } = trades
  const number = (name: string): Column => ({ name, kind: 'number' })
  return [
    {
      columns: [
        { name: 'Drawdown in other orders', kind: 'text' },
        ...['As it came', '50 %', '90 %', '95 %'].map(number),
      ],
      rows: [['Worst drawdown', ...[order.observed, order.p50, order.p90, order.p95].map((value) => shareText(value))]],
    },
    {
      columns: [{ name: 'Left out', kind: 'text' }, ...['Trades', 'Return, 5 %', '50 %', '95 %', 'Loss'].map(number)],
      rows: [
        ...skipped.map(({ share, left, totalReturn, lossProbability }) => [
          `${shareText(share, 0)} by chance`,
          fixedText(left, 0),
          ...[totalReturn.p5, totalReturn.p50, totalReturn.p95].map((value) => shareText(value)),
          shareText(lossProbability, 1),
        ]),
      ],
    },
    {
      columns: [{ name: 'Best trades left out', kind: 'text' }, number('Trades'), number('Return')],
      rows: withoutBest.map(({ share, left, totalReturn }) => [
        `the best ${shareText(share, 0)}`,
        fixedText(left, 0),
        shareText(totalReturn),
      ]),
    },
  ]
}

function regimeTables({ regimes }: RobustnessSuite): readonly StressTable[] {
  const names = ['Bars', 'Entries', 'Profit', 'Sharpe a year'] as const
  return [
    {
      columns: [
        { name: 'Regime', kind: 'fixed' },
        ...names.map((name): Column => ({ name, kind: 'number' })),
        { name: 'Judged', kind: 'text' },
      ],
      rows: regimes.rows.map(({ family, name, bars, entries, profit, sharpe, isJudged }) => [
        family === 'year' ? name : `${family}: ${name}`,
        fixedText(bars, 0),
        fixedText(entries, 0),
        fixedText(profit, 2),
        figureText(sharpe),
        isJudged ? 'yes' : 'too few entries',
      ]),
    },
  ]
}

function placeboTables({ placebos }: RobustnessSuite): readonly StressTable[] {
  if (placebos === null) return []
  const { real, shifted, random, unordered, shiftedWhy, randomWhy } = placebos
  const row = (name: string, made: typeof shifted, why: string | null) =>
    made === null
      ? [name, '', '', '', why ?? '']
      : [name, fixedText(made.scores.length, 0), figureText(highestOf(made.scores)), figureText(made.p), '']
  return [
    {
      columns: [
        { name: 'Placebo', kind: 'text' },
        { name: 'Strategies', kind: 'number' },
        { name: 'Best Sharpe', kind: 'number' },
        { name: 'p', kind: 'number' },
        { name: 'Why not', kind: 'text' },
      ],
      rows: [
        ['The backtest', '1', figureText(real), '', ''],
        row('Shifted signals', shifted, shiftedWhy),
        row('Random entries', random, randomWhy),
        row('Markets without order', unordered, null),
      ],
    },
  ]
}

function highestOf(scores: readonly (number | null)[]): number | null {
  return scores.reduce<number | null>(
    (best, score) => (score !== null && (best === null || score > best) ? score : best),
    null,
  )
}

function factsTable(rows: readonly (readonly string[])[]): StressTable {
  return {
    columns: [
      { name: 'What', kind: 'text' },
      { name: 'Value', kind: 'number' },
    ],
    rows,
  }
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)))
}
