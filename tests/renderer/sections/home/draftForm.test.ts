import { expect, it } from 'vitest'
import { workspaceDraftSchema } from '../../../../src/core/contract/workbench/api.ts'
import { draftOf, EMPTY_FORM, fieldOf } from '../../../../src/renderer/sections/home/draftForm.ts'

it('leaves out what is empty or half typed, so that declared defaults hold', () => {
  const draft = draftOf({ ...EMPTY_FORM, name: ' try ', primary: 'BTC', capital: '', feeBps: '-' })
  expect(draft).toEqual({
    name: 'try',
    primary: 'BTC',
    assetClass: 'crypto',
    interval: '1h',
    quoteCurrency: 'USD',
    slippageBps: 5,
  })
  expect(workspaceDraftSchema.safeParse(draft).success).toBe(true)
})

it('puts a trouble at its field', () => {
  expect(fieldOf('workspace-exists')).toBe('name')
  expect(fieldOf('disk-full')).toBeNull()
})
