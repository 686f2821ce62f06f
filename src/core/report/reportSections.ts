import type { Summary } from '../contract/summary.ts'
import { DEFINITIONS, type Definition } from '../contract/workbench/definitions.ts'
import { completenessFacts } from './completenessText.ts'
import { countedTrials, countedTrialsTable, OTHER_TRIALS, splitsText } from './countedTrials.ts'
import { type DocumentBlock, type DocumentFigure, table, texts } from './document/reportDocument.ts'
import { figureText, fixedText, instantText, MISSING, moneyText, shareText } from './numberText.ts'
import type { PassportRow, ReportModel } from './reportModel.ts'

type Blocks = readonly DocumentBlock[]

const TOP_CELLS = 20
const dateText = (timeMs: number) => instantText(timeMs).slice(0, 10)
const count = (value: number) => fixedText(value, 0)

export function figuresSection(summary: Summary): Blocks {
  const money = (value: number | null) => moneyText(value, summary.quoteCurrency)
  const figure = (name: string, value: string, meaning: Definition | null): DocumentFigure => ({ name, value, meaning })
  return [
    {
      kind: 'figures',
      figures: [
        figure('Start capital', money(summary.startCapital), DEFINITIONS.startCapital),
        figure('End equity', money(summary.endEquity), DEFINITIONS.endEquity),
        figure('Average month', money(summary.avgMonthlyProfit), DEFINITIONS.avgMonthlyProfit),
        figure('Worst drawdown', shareText(summary.maxDrawdown), DEFINITIONS.maxDrawdown),
        figure('Calmar ratio', figureText(summary.calmar), DEFINITIONS.calmar),
        figure('Deflated Sharpe probability', figureText(summary.dsr), DEFINITIONS.deflatedSharpe),
        figure('Placebo p', figureText(summary.placeboP), DEFINITIONS.placebo),
        figure('Trials counted', count(summary.trials), DEFINITIONS.trials),
        figure(`Buy and hold ${summary.symbols.primary}`, shareText(summary.buyAndHold.primary, 1), null),
        figure(`Buy and hold ${summary.symbols.secondary}`, shareText(summary.buyAndHold.secondary, 1), null),
      ],
    },
  ]
}

export function gatesSection(summary: Summary): Blocks {
  return [
    table(
      [
        { name: 'Result', kind: 'status' },
        { name: 'Gate', kind: 'text' },
        { name: 'Needs', kind: 'text' },
        { name: 'Value', kind: 'text' },
        { name: 'Why', kind: 'text' },
      ],
      summary.gates.map(({ id, pass, threshold, value, reason, advice }) => [
        pass ? 'pass' : 'fail',
        id,
        threshold,
        figureText(value),
        pass || advice === '' ? reason : `${reason} What to do: ${advice}`,
      ]),
      'No gate was asked.',
    ),
  ]
}

export function passportsSection(model: ReportModel): Blocks {
  const shown = table(
    [
      { name: 'Role', kind: 'text' },
      { name: 'Symbol', kind: 'text' },
      { name: 'Source', kind: 'fixed' },
      { name: 'First bar', kind: 'fixed' },
      { name: 'Last bar', kind: 'fixed' },
      { name: 'Bars of expected', kind: 'number' },
      { name: 'Gaps (bars)', kind: 'number' },
      { name: 'Duplicates', kind: 'number' },
      { name: 'Rejects', kind: 'number' },
      { name: 'Flagged', kind: 'number' },
    ],
    model.passports.map((row) => [
      row.role,
      row.symbol,
      `${row.source}, ${row.interval}`,
      dateText(row.firstMs),
      dateText(row.lastMs),
      `${count(row.bars)} of ${count(row.expectedBars)}`,
      `${count(row.gaps)} (${count(row.missingBars)})`,
      count(row.duplicates),
      count(row.rejects),
      count(row.flagged),
    ]),
    'No data passports.',
  )
  const hashes = model.passports.map((row) => `${row.symbol} content SHA-256: ${row.contentHash}`)
  return [shown, texts(...hashes), ...model.passports.flatMap(downloadPart)]
}

/** Nothing for data that came as files. */
function downloadPart({ symbol, completeness }: PassportRow): Blocks {
  if (completeness === null) return []
  return [
    table(
      [
        { name: 'What', kind: 'text' },
        { name: 'Value', kind: 'text' },
      ],
      completenessFacts(completeness).map(({ name, text }) => [name, text]),
      '',
      `Download of ${symbol}`,
    ),
  ]
}

export function eventsSection(model: ReportModel): Blocks {
  const shown = table(
    [
      { name: 'Detector', kind: 'text' },
      { name: 'Role', kind: 'text' },
      { name: 'Long', kind: 'number' },
      { name: 'Short', kind: 'number' },
      { name: 'Events a day', kind: 'number' },
    ],
    model.eventRates.map((row) => [
      row.detector,
      row.role,
      count(row.long),
      count(row.short),
      fixedText(row.perDay, 3),
    ]),
    'No detector fired.',
  )
  const rate = fixedText(model.summary.eventsPerDayAndLeg, 2)
  return [
    texts(
      `${rate} events a day and leg under the standard settings, development data only; every event is decided at the close of a bar and may be filled from the next open.`,
    ),
    shown,
  ]
}

export function expectancySection(model: ReportModel): Blocks {
  const shown = table(
    [
      { name: 'Detector', kind: 'text' },
      { name: 'Direction', kind: 'text' },
      { name: 'Role', kind: 'text' },
      { name: 'Volatility', kind: 'text' },
      { name: 'Hours', kind: 'fixed' },
      { name: 'Events', kind: 'number' },
      { name: 'Mean', kind: 'number' },
      { name: 'Median', kind: 'number' },
      { name: 'Hit rate', kind: 'number' },
      { name: 'HAC t', kind: 'number', meaning: DEFINITIONS.expectancyT },
      { name: 'Interval', kind: 'number' },
      { name: 'q', kind: 'number', meaning: DEFINITIONS.qBenjaminiYekutieli },
    ],
    model.expectancy
      .slice(0, TOP_CELLS)
      .map((row) => [
        row.detector,
        row.direction,
        row.role,
        row.volatilityRegime,
        row.hourBucket,
        count(row.events),
        shareText(row.mean, 3),
        shareText(row.median, 3),
        shareText(row.hitRate, 1),
        fixedText(row.tStatistic, 2),
        `${shareText(row.low, 3)} to ${shareText(row.high, 3)}`,
        figureText(row.qValue),
      ]),
    'No cell had enough events.',
  )
  const cells = Math.min(TOP_CELLS, model.expectancy.length)
  return [
    texts(
      `${count(cells)} of ${count(model.plannedCells)} planned cells. The q-values (Benjamini and Yekutieli 2001) count all planned cells, so a cell is not flattered by being shown here. All returns are net of costs.`,
    ),
    shown,
  ]
}

export function selectionSection(model: ReportModel): Blocks {
  const folds = table(
    [
      { name: 'Fold', kind: 'number' },
      { name: 'Scheme', kind: 'text' },
      { name: 'Test span', kind: 'fixed' },
      { name: 'Rung', kind: 'number' },
      { name: 'Selection t', kind: 'number' },
      { name: 'Test events', kind: 'number' },
      { name: 'Test net expectancy', kind: 'number', meaning: DEFINITIONS.netExpectancy },
      { name: 'Frozen configuration', kind: 'code' },
    ],
    model.folds.map((row) => [
      count(row.fold),
      row.scheme,
      `${dateText(row.testStartMs)} to ${dateText(row.testEndMs)}`,
      count(row.rung),
      figureText(row.selectionScore),
      count(row.testEvents),
      shareText(row.testNetExpectancy, 3),
      row.configuration,
    ]),
    'No fold could be formed.',
  )
  const attempts = table(
    [
      { name: 'Fold', kind: 'number' },
      { name: 'Rung', kind: 'number' },
      { name: 'Candidates', kind: 'number' },
      { name: 'Passed', kind: 'number' },
      { name: 'Constraints', kind: 'text' },
    ],
    model.fallbackAttempts.map((row) => [
      count(row.fold),
      count(row.rung),
      count(row.candidates),
      count(row.passed),
      row.constraints,
    ]),
    'No fold needed a fallback.',
    'Fallback attempts',
  )
  return [
    texts('Each winner was chosen on train and validation data, frozen, and then run once on the test span beside it.'),
    folds,
    attempts,
  ]
}

export function modelsSection(model: ReportModel): Blocks {
  return [
    table(
      [
        { name: 'Model', kind: 'text' },
        { name: 'Outcome', kind: 'text' },
        { name: 'Draws', kind: 'number' },
        { name: 'Threshold', kind: 'number' },
        { name: 'Validation expectancy', kind: 'number' },
        { name: 'Test expectancy', kind: 'number' },
        { name: 'Note', kind: 'text' },
      ],
      model.models.map((row) => [
        row.name,
        row.outcome,
        count(row.draws),
        figureText(row.threshold),
        shareText(row.validationExpectancy, 3),
        shareText(row.testExpectancy, 3),
        row.note,
      ]),
      'No model was trained.',
    ),
  ]
}

export function triesSection(summary: Summary): Blocks {
  const money = (value: number | null) => moneyText(value, summary.quoteCurrency)
  const shown = table(
    [
      { name: 'Try', kind: 'text' },
      { name: 'What changed', kind: 'text' },
      { name: 'Accepted', kind: 'text' },
      { name: 'Average month', kind: 'number' },
      { name: 'Worst drawdown', kind: 'number' },
      { name: 'Trades', kind: 'number' },
      { name: 'Profit at costs x 1.5', kind: 'number' },
    ],
    summary.tries.map((row) => [
      row.id,
      row.description,
      row.accepted ? 'yes' : 'no',
      money(row.avgMonthlyProfit),
      shareText(row.maxDrawdown),
      count(row.trades),
      money(row.profitAtCosts150),
    ]),
    'No proposals were tried.',
  )
  return [texts(`Validation data only. Ended at: ${summary.endpoint}.`), shown]
}

export function robustnessTables(model: ReportModel): Blocks {
  const currency = model.summary.quoteCurrency
  const monteCarlo = model.monteCarlo
  const drawdown = monteCarlo
    ? `Monte Carlo of ${count(monteCarlo.draws)} block-shuffled trade orders: worst drawdown median ${shareText(monteCarlo.p50)}, 90th ${shareText(monteCarlo.p90)}, 95th percentile ${shareText(monteCarlo.p95)}; observed ${shareText(monteCarlo.observed)}.`
    : 'Monte Carlo drawdown: too few trades.'
  const delayed = `Profit when every entry comes one bar later: ${moneyText(model.delayedEntryProfit, currency)}.`
  const neighbours = table(
    [
      { name: 'Neighbouring parameters', kind: 'text', meaning: DEFINITIONS.neighbours },
      { name: 'Profit', kind: 'number' },
    ],
    model.neighbours.map((row) => [row.label, moneyText(row.profit, currency)]),
    'No neighbouring parameters were run.',
  )
  return [texts(delayed, drawdown), neighbours]
}

export function holdOutSection(model: ReportModel): Blocks {
  const holdOut = model.holdOut
  if (!holdOut) return [texts('The hold-out was not opened.')]
  const currency = model.summary.quoteCurrency
  return [
    table(
      [
        { name: 'Figure', kind: 'text' },
        { name: 'Value', kind: 'text' },
      ],
      [
        ['Span', `${instantText(holdOut.startMs)} to ${instantText(holdOut.endMs)}`],
        ['Events', count(holdOut.events)],
        ['Net expectancy a trade', shareText(holdOut.netExpectancy, 3)],
        ['Profit', moneyText(holdOut.profit, currency)],
        ['p-value', figureText(holdOut.pValue)],
        ['Openings on this data', count(holdOut.openings)],
        ['p-value times openings', figureText(holdOut.correctedPValue)],
        ['Configuration', holdOut.configuration === '' ? MISSING : holdOut.configuration],
      ],
      '',
    ),
  ]
}

export function ledgerSection(model: ReportModel): Blocks {
  const ledger = model.ledger
  const shown = table(
    [
      { name: 'Stage', kind: 'text' },
      { name: 'Trials of this run', kind: 'number' },
    ],
    ledger.byStage.map((row) => [row.stage, count(row.trials)]),
    'This run added no trials.',
  )
  const text = `${count(ledger.basis)} trials of earlier runs on these symbols, ${count(ledger.own)} of this run: ${count(model.summary.trials)} counted.`
  return [texts(text), shown, ...trialStudyBlocks(model.summary)]
}

/** How alike the trials are, beside the raw count that judges. */
function trialStudyBlocks({ trialStudy }: Summary): Blocks {
  if (trialStudy === undefined) return []
  const { configurations, evaluated, days, withoutReturns, overfitting, notes } = trialStudy
  return [
    texts(
      `Told by the returns of ${count(configurations)} of ${count(evaluated)} configurations of the grid on ${count(days)} UTC days, which end before the last test begins. The other ${count(withoutReturns)} trials of this run have no account and count as one each.`,
      ...(overfitting === null ? [] : [splitsText(overfitting)]),
      ...notes,
    ),
    countedTrialsTable(countedTrials(trialStudy, OTHER_TRIALS)),
  ]
}

export function hashesSection(model: ReportModel): Blocks {
  const { summary } = model
  const rows = [
    ['Run', summary.runId],
    ['Configuration', summary.configHash],
    ['Seed', String(summary.seed)],
    ['Engine', summary.engineVersion],
    ...(summary.trialStudy === undefined ? [] : [['Returns of the trials', summary.trialStudy.returnsSha256]]),
    ...Object.entries(summary.dataHashes).map(([name, hash]) => [`Data ${name}`, hash]),
    ...Object.entries(summary.costs).map(([symbol, costs]) => [
      `Costs ${symbol}`,
      `fee ${costs.feeBps} bps, slippage ${costs.slippageBps} bps a side, borrow ${shareText(costs.borrowPerYear, 1)} a year`,
    ]),
  ]
  const shown = table(
    [
      { name: 'What', kind: 'text' },
      { name: 'Value', kind: 'code' },
    ],
    rows,
    '',
  )
  return [shown, { kind: 'code', text: `${model.rerunCommand}\n${model.verifyCommand}` }]
}
