import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type GateDefinition, gateDefinitionSchema, gateSetSchema } from '../../../src/core/contract/gates.ts'
import { gateResultSchema } from '../../../src/core/contract/summary.ts'
import { evaluateGates, type GateValues, verdictOf } from '../../../src/core/robustness/gates.ts'

const file: unknown = parse(readFileSync(new URL('../../../resources/gates/pair.yaml', import.meta.url), 'utf8'))
const gates = gateSetSchema.parse(file).gates

const GOOD: GateValues = {
  folds: 6,
  stitchedEvents: 400,
  holdOutEvents: 80,
  deflatedSharpe: 0.97,
  placeboP: 0.01,
  bootstrapMonthlyP10: 12.5,
  profitAtCosts150: 800,
  holdOutExpectancy: 0.0012,
  holdOutPAdjusted: 0.03,
  leakScanClean: true,
  unrelaxedRung: true,
}

/** For each gate: at its edge, does it pass? And a value that fails. */
const EDGES: readonly (readonly [string, number | boolean, boolean, number | boolean])[] = [
  ['folds', 4, true, 3],
  ['stitchedEvents', 100, true, 99],
  ['holdOutEvents', 30, true, 29],
  ['deflatedSharpe', 0.95, true, 0.9499],
  ['placeboP', 0.05, true, 0.06],
  ['bootstrapMonthlyP10', 0, false, -1],
  ['profitAtCosts150', 0, false, -1],
  ['holdOutExpectancy', 0, false, -0.001],
  ['holdOutPAdjusted', 0.5, false, 0.6],
  ['leakScanClean', true, true, false],
  ['unrelaxedRung', true, true, false],
]

function verdict(values: GateValues, relaxed = false) {
  return verdictOf(gates, evaluateGates(gates, values), relaxed)
}

describe('the gates of the pair pipeline', () => {
  test('are exactly those of the plan, each with its edge', () => {
    expect(gates.map((gate) => gate.metric).sort()).toEqual(EDGES.map(([metric]) => metric).sort())
    for (const [metric, edge, passesAtEdge] of EDGES) {
      const gate = gates.find((candidate) => candidate.metric === metric)!
      const [result] = evaluateGates([gate], { ...GOOD, [metric]: edge })
      expect([metric, result!.pass]).toEqual([metric, passesAtEdge])
      expect(() => gateResultSchema.parse(result)).not.toThrow()
    }
  })

  test('all good is an edge; any one evidence gate failing is none; any one sufficiency gate failing is too little data', () => {
    expect(verdict(GOOD)).toBe('edge')
    for (const [metric, , , failing] of EDGES) {
      const kind = gates.find((gate) => gate.metric === metric)!.kind
      const expected = kind === 'sufficiency' ? 'not-enough-data' : 'no-edge'
      expect([metric, verdict({ ...GOOD, [metric]: failing })]).toEqual([metric, expected])
      expect([metric, verdict({ ...GOOD, [metric]: null })]).toEqual([metric, expected])
      expect([metric, verdict({ ...GOOD, [metric]: Number.NaN })]).toEqual([metric, expected])
    }
  })

  test('a relaxed result is never an edge; too little data is said first', () => {
    expect(verdict(GOOD, true)).toBe('no-edge')
    expect(verdict({ ...GOOD, folds: 2, placeboP: 0.9 }, true)).toBe('not-enough-data')
  })

  test('reasons state value and threshold; no placeholder is left; every advice is a sentence', () => {
    const failing = evaluateGates(gates, Object.fromEntries(EDGES.map(([metric, , , value]) => [metric, value])))
    for (const result of [...failing, ...evaluateGates(gates, GOOD)]) {
      expect(result.reason).not.toMatch(/[{}]/)
      expect(result.reason).toMatch(/\.$/)
      expect(result.advice.length).toBeGreaterThan(40)
    }
    const placebo = failing.find((result) => result.id === 'placebo')!
    expect(placebo.reason).toBe('Time-shifted placebos do as well too often (p = 0.06, over 0.05).')
    expect(placebo.threshold).toBe('<= 0.05')
    expect(failing.find((result) => result.id === 'leak-scan')).toMatchObject({
      threshold: 'is true',
      value: 0,
      pass: false,
    })
  })

  test('a missing value says so', () => {
    const [result] = evaluateGates([gates.find((gate) => gate.id === 'placebo')!], {})
    expect(result).toMatchObject({
      pass: false,
      value: null,
      reason: 'The placebo p-value is not available, so the gate fails.',
    })
  })
})

describe('honesty of a gate', () => {
  const gate: GateDefinition = {
    id: 'x',
    kind: 'evidence',
    metric: 'x',
    name: 'X',
    operator: '>=',
    threshold: 0.95,
    passText: '{value}',
    failText: '{value}',
    advice: 'a',
  }

  test('a number is never rounded across its threshold', () => {
    expect(evaluateGates([gate], { x: 0.949996 })[0]).toMatchObject({ pass: false, reason: '0.949996' })
    expect(evaluateGates([gate], { x: 0.9123456 })[0]).toMatchObject({ pass: false, reason: '0.9123' })
    expect(evaluateGates([gate], { x: 12345.6789 })[0]).toMatchObject({ pass: true, reason: '12345.68' })
    expect(evaluateGates([{ ...gate, operator: '>', threshold: 0 }], { x: 1e-9 })[0]).toMatchObject({
      pass: true,
      reason: '1e-9',
    })
  })

  test('true is not a number, a number is not true, an inherited key is no value', () => {
    expect(evaluateGates([gate], { x: true })[0]).toMatchObject({ pass: false, value: null })
    const flag: GateDefinition = {
      id: 'y',
      kind: 'evidence',
      metric: 'y',
      name: 'Y',
      operator: 'is-true',
      passText: 'p',
      failText: 'f',
      advice: 'a',
    }
    expect(evaluateGates([flag], { y: 1 })[0]).toMatchObject({ pass: false, value: null })
    expect(evaluateGates([{ ...flag, metric: 'toString' }], {})[0]).toMatchObject({ pass: false, value: null })
  })

  test('no gate can be turned off, doubled, or left out of the verdict', () => {
    expect(gateDefinitionSchema.safeParse({ ...gate, enabled: false }).success).toBe(false)
    expect(gateDefinitionSchema.safeParse({ ...gate, threshold: Number.NaN }).success).toBe(false)
    expect(gateDefinitionSchema.safeParse({ ...gate, operator: 'is-true' }).success).toBe(false)
    expect(gateSetSchema.safeParse({ schemaVersion: 1, id: 'a', gates: [] }).success).toBe(false)
    expect(gateSetSchema.safeParse({ schemaVersion: 1, id: 'a', gates: [...gates, gates[0]] }).success).toBe(false)
    expect(() => verdictOf(gates, evaluateGates(gates.slice(1), GOOD), false)).toThrow(RangeError)
    expect(() => verdictOf([], [], false)).toThrow(RangeError)
  })
})
