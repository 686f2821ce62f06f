import { describe, expect, it } from 'vitest'
import { assumedFields } from '../../../src/core/contract/assumedFields.ts'
import { backtestSpecSchema } from '../../../src/core/contract/backtestSpec.ts'
import { discoverySpecSchema } from '../../../src/core/contract/discoverySpec.ts'
import { readSpec } from '../../../src/core/contract/readSpec.ts'
import { SPEC_MEANINGS } from '../../../src/core/contract/specMeanings.ts'
import { specSchemas } from '../../../src/core/contract/specSchemas.ts'

const read = (written: unknown) => readSpec(backtestSpecSchema, written, 'backtest')
const trouble = (written: unknown) => {
  const outcome = read(written)
  return outcome.ok ? null : outcome.trouble
}

describe('a specification as written', () => {
  it('names an unknown field and the nearest known one, at any depth', () => {
    expect(trouble({ start_dat: '2023-06-01' })).toMatchObject({
      code: 'spec-unknown-field',
      message: 'The backtest specification has no field "start_dat".',
      hint: expect.stringMatching(/^Did you mean start_date\?/),
    })
    expect(trouble({ execution: { slipage: 0.001 } })).toMatchObject({
      code: 'spec-unknown-field',
      message: 'The field execution has no field "slipage".',
      hint: expect.stringMatching(/^Did you mean slippage\?/),
    })
    expect(trouble({ position_sizing: { method: 'fixed_fraction', fracton: 0.1 } })).toMatchObject({
      code: 'spec-unknown-field',
      hint: expect.stringMatching(/^Did you mean fraction\?/),
    })
    expect(trouble({ risk_management: { stop_loss: { atr: 2, periods: 14 } } })).toMatchObject({
      code: 'spec-unknown-field',
      message: 'The field risk_management.stop_loss has no field "periods".',
      hint: expect.stringMatching(/^Did you mean period\?/),
    })
  })
  it('shows a wrong value with its field', () => {
    expect(trouble({ execution: { slippage: 10 } })).toMatchObject({
      code: 'spec-invalid',
      message: expect.stringContaining('The field execution.slippage of the backtest specification is 10:'),
      hint: expect.stringContaining('0.001 is 10 basis points'),
    })
    expect(trouble({ execution: { fill: 'yesterday' } })).toMatchObject({ code: 'spec-invalid' })
    expect(trouble({ start_date: '2023-13-01' })).toMatchObject({ code: 'spec-invalid' })
    expect(trouble({ position_sizing: { method: 'martingale' } })).toMatchObject({ code: 'spec-invalid' })
    expect(trouble({ risk_management: { stop_loss: -0.05 } })).toMatchObject({ code: 'spec-invalid' })
    expect(trouble([])).toMatchObject({ code: 'spec-not-fields' })
    expect(trouble('text')).toMatchObject({ code: 'spec-not-fields' })
    expect(trouble(null)).toMatchObject({ code: 'spec-not-fields' })
  })
  it('speaks of fractions only where a fraction is too large, and of the list that was written, not of the word that may stand instead', () => {
    const asked = (written: unknown) => {
      const outcome = readSpec(discoverySpecSchema, written, 'discovery')
      return outcome.ok ? null : outcome.trouble
    }
    const schema = 'See the schema that lies in the folder schemas of the workspace.'
    expect(asked({ costs_bps: [5, 1] })).toMatchObject({ code: 'spec-invalid', hint: schema })
    expect(asked({ seed: -1 })).toMatchObject({ code: 'spec-invalid', hint: schema })
    expect(asked({ q: 1.5 })?.hint).toContain('Shares and costs are fractions')
    const many = Array.from({ length: 4_000 }, (_, place) => `range_breakout_up@${place + 2}`)
    expect(asked({ families: many })?.message).toContain('too big')
    expect(asked({ families: [] })?.message).toContain('too small')
  })
  it('takes whole Kelly for what it says, and a half of it where it is fractional', () => {
    expect(trouble({ position_sizing: { method: 'kelly', multiple: 0.5 } })).toMatchObject({
      code: 'spec-unknown-field',
    })
    expect(read({ position_sizing: { method: 'fractional_kelly' } })).toMatchObject({
      value: { position_sizing: { multiple: 0.5 } },
    })
  })
})

describe('fields that nobody wrote', () => {
  it('lists every leaf that is not in the text, and none that is', () => {
    const written = { execution: { slippage: 0.001 }, risk_management: { stop_loss: 0.05 } }
    const outcome = read(written)
    const assumed = outcome.ok ? assumedFields(written, outcome.value) : []
    const fields = assumed.map(({ field }) => field)
    expect(fields).toContain('execution.fill')
    expect(fields).toContain('risk_management.take_profit')
    expect(fields).toContain('position_sizing.method')
    expect(fields).not.toContain('execution.slippage')
    expect(fields).not.toContain('risk_management.stop_loss')
    expect(assumed.find(({ field }) => field === 'execution.fill')).toEqual({
      field: 'execution.fill',
      value: 'next_open',
    })
  })
})

describe('schemas for editors', () => {
  it('are JSON, refuse unknown fields and need none of those that have a standard', () => {
    for (const text of Object.values(specSchemas())) {
      const schema = JSON.parse(text)
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
    }
    expect(JSON.parse(specSchemas()['backtest.schema.json']!).required ?? []).toEqual([])
  })
  it('say what a field means, in a sweep’s backtest too', () => {
    const backtest = JSON.parse(specSchemas()['backtest.schema.json']!)
    const sweep = JSON.parse(specSchemas()['sweep.schema.json']!)
    const meaning = SPEC_MEANINGS['execution.spread']
    expect(backtest.properties.execution.properties.spread.description).toBe(meaning)
    expect(sweep.properties.backtest.properties.execution.properties.spread.description).toBe(meaning)
    expect(sweep.properties.method.description).toBeUndefined()
    const leaves = assumedFields({}, backtestSpecSchema.parse({})).map(({ field }) => field)
    expect(leaves.filter((field) => SPEC_MEANINGS[field] === undefined)).toEqual([])
  })
})
