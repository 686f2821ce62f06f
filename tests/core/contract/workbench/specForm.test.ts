import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { backtestSpecSchema, sweepSpecSchema } from '../../../../src/core/contract/backtestSpec.ts'
import { fitsNode, type SpecField, type SpecNode, specForm } from '../../../../src/core/contract/workbench/specForm.ts'

function fieldAt(fields: readonly SpecField[], ...path: readonly string[]): SpecField {
  const [key, ...rest] = path
  const field = fields.find((one) => one.key === key)
  if (field === undefined) throw new Error(`There is no field ${key}`)
  return rest.length === 0 ? field : fieldAt(inside(field.node), ...rest)
}

function inside(node: SpecNode): readonly SpecField[] {
  return node.kind === 'group' ? node.fields : []
}

describe('the form of a backtest', () => {
  const form = specForm(backtestSpecSchema)

  it('has every field of the schema, in its order', () => {
    expect(form.map(({ key }) => key)).toEqual(Object.keys(backtestSpecSchema.shape))
  })

  it('has nested fields with bounds, standards and meanings', () => {
    expect(fieldAt(form, 'execution', 'slippage')).toEqual({
      key: 'slippage',
      node: { kind: 'number', minimum: 0, minimumIsOpen: false, maximum: 0.5 },
      required: false,
      standard: null,
      meaning: expect.stringMatching(/worse than its price/),
    })
    expect(fieldAt(form, 'execution', 'fill')).toMatchObject({
      node: { kind: 'choice', choices: ['next_open', 'next_close', 'this_close'] },
      standard: '"next_open"',
    })
  })

  it('lays alternatives of alternatives beside each other', () => {
    const { node } = fieldAt(form, 'risk_management', 'stop_loss')
    expect(node).toMatchObject({
      kind: 'one-of',
      choices: [{ kind: 'number' }, { kind: 'group' }, { kind: 'nothing' }],
    })
    const sizing = fieldAt(form, 'position_sizing').node
    const sorts =
      sizing.kind === 'one-of' ? sizing.choices.map((one) => (one.kind === 'group' ? one.sort?.value : null)) : []
    expect(sorts).toEqual([
      'fixed_fraction',
      'fixed_units',
      'fixed_value',
      'volatility_target',
      'risk_per_trade',
      'kelly',
      'fractional_kelly',
    ])
  })

  it('takes a day for a text, and rows for a list of groups', () => {
    expect(fieldAt(form, 'start_date').node).toEqual({ kind: 'text' })
    expect(fieldAt(form, 'execution', 'commission_tiers').node).toMatchObject({ kind: 'list', item: { kind: 'group' } })
  })
})

it('the form of a sweep has its grid as a record of values or ranges, and the meanings of a backtest in it', () => {
  const form = specForm(sweepSpecSchema, 'sweep')
  expect(fieldAt(form, 'parameter_grid').node).toMatchObject({
    kind: 'record',
    item: { kind: 'one-of', choices: [{ kind: 'list' }, { kind: 'group' }] },
  })
  expect(fieldAt(form, 'backtest', 'execution', 'fill').meaning).toMatch(/optimistic/)
})

describe('whether a value has the shape of a node', () => {
  const choices = specForm(z.object({ a: backtestSpecSchema.shape.position_sizing }))[0]!.node
  const placeOf = (value: unknown) =>
    choices.kind === 'one-of' ? choices.choices.findIndex((choice) => fitsNode(choice, value)) : -2

  it('is told by the constant of a group', () => {
    expect(placeOf({ method: 'fixed_fraction', fraction: 0.1 })).toBe(0)
    expect(placeOf({ method: 'kelly' })).toBe(5)
    expect(placeOf({ method: 'other' })).toBe(-1)
    expect(placeOf(0.1)).toBe(-1)
  })

  it('is told by the kind of a plain value', () => {
    const { node } = fieldAt(specForm(backtestSpecSchema), 'execution', 'market_impact')
    expect(fitsNode(node, 'linear')).toBe(true)
    expect(fitsNode(node, 'cubic')).toBe(false)
    expect(fitsNode(node, { model: 'linear', coefficient: 1 })).toBe(true)
    expect(fitsNode(node, null)).toBe(false)
  })
})
