import { describe, expect, test } from 'vitest'
import { DEFINITIONS } from '../../../../src/core/contract/workbench/definitions.ts'
import { readCapitalCurve, readSelect } from '../../../../src/core/contract/workbench/stageShapesBacktest.ts'
import {
  readHoldOut,
  readIterate,
  readRobustness,
} from '../../../../src/core/contract/workbench/stageShapesRobustness.ts'
import type { Account, TradeTable } from '../../../../src/core/pipeline/account.ts'
import type { HoldOutResult } from '../../../../src/core/pipeline/holdOut.ts'
import type { CapitalCurveOutput } from '../../../../src/core/pipeline/stages/capitalCurveStage.ts'
import type { RobustnessOutput } from '../../../../src/core/pipeline/stages/robustnessStage.ts'

/** Of a run without a trade: every number that needs one is null. */
const account: Account = {
  dayStartMs: [0, 86_400_000],
  equity: [100, 100],
  dayReturns: [0, 0],
  startCapital: 100,
  endEquity: 100,
  profit: 0,
  trades: 0,
  netExpectancy: null,
  sharpePerDay: null,
  sharpePerYear: null,
  maxDrawdown: null,
  calmar: null,
  avgMonthlyProfit: null,
  monthStartMs: [0],
  monthProfit: [0],
  wholeMonthDayCounts: [],
}
const trades: TradeTable = {
  decisionMs: [],
  exitMs: [],
  role: [],
  direction: [],
  weight: [],
  grossReturn: [],
  netReturn: [],
  profit: [],
  fold: [],
}
const curve = { account, trades }
const robustness: RobustnessOutput = {
  curve,
  stress: [{ costTimes: 1, profit: 0, netExpectancy: null }],
  delayedEntryProfit: 0,
  bootstrap: null,
  drawdowns: null,
  neighbours: [],
  subject: {
    schemeOfFold: ['anchored'],
    choices: [null],
    filter: 'none',
    exitTimes: { target: 1, stop: 1, limit: 1 },
    learning: null,
  },
  placebo: { real: null, shifted: [null, 0.1], p: null },
  asSelected: null,
}
const json = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('outputs of a run without a trade can be read', () => {
  test('capital curve', () => {
    const output: CapitalCurveOutput = { chosen: curve, anchored: curve, rolling: curve }
    const read = readCapitalCurve(json(output))
    expect(read.ok && read.value.chosen.account.sharpePerYear).toBe(null)
  })

  test('robustness, iteration and hold-out', () => {
    const read = readRobustness(json(robustness))
    expect(read.ok && read.value.placebo).toEqual(robustness.placebo)
    const result: HoldOutResult = { events: 0, netExpectancy: null, p: null, account, trades }
    expect(readHoldOut(json({ openings: 2, result })).ok).toBe(true)
    expect(readIterate({ endpoint: 'off', reason: '', tries: [], accepted: null }).ok).toBe(true)
    expect(readSelect({ configurations: 900, winners: [{ fold: 0, choice: null }], attempts: [] }).ok).toBe(true)
  })
})

test('a number that JSON could not hold is NaN in a column and null alone', () => {
  const broken = { ...account, equity: [100, null], sharpePerYear: null }
  const damaged = { account: broken, trades }
  const read = readCapitalCurve(json({ chosen: damaged, anchored: curve, rolling: curve }))
  expect(read.ok && read.value.chosen.account.equity).toEqual([100, Number.NaN])
})

test('another shape is told with its place', () => {
  const read = readRobustness(json({ ...robustness, placebo: { real: 'much', shifted: [], p: null } }))
  expect(read.ok).toBe(false)
  if (read.ok) return
  expect(read.trouble.code).toBe('stage-shape-unknown')
  expect(read.trouble.message).toContain('placebo.real')
  expect(readHoldOut(null).ok).toBe(false)
})

test('every definition is one or two plain sentences', () => {
  for (const { name, unit, text } of Object.values(DEFINITIONS)) {
    expect(name.length).toBeGreaterThan(3)
    expect(unit.length).toBeGreaterThan(3)
    expect(text.endsWith('.')).toBe(true)
    expect(text.length).toBeLessThan(180)
  }
})
