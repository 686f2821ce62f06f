import { describe, expect, it } from 'vitest'
import { specField, withSpecField } from '../../../src/renderer/parts/specText.ts'

const TEXT = `# mine
method: grid # all of them
execution:
  fill: next_open

  spread: 0.001
risk_management: {stop_loss: 0.05}
`

describe('specField', () => {
  it('reads what a line of its own says', () => {
    expect(specField(TEXT, ['method'])).toBe('grid')
    expect(specField(TEXT, ['execution', 'spread'])).toBe('0.001')
    expect(specField(TEXT, ['execution', 'leverage'])).toBeNull()
    expect(specField(TEXT, ['backtest', 'engine'])).toBeNull()
    expect(specField(TEXT, ['spread'])).toBeNull()
  })

  it('tells that a group in one line cannot be changed by lines', () => {
    expect(specField(TEXT, ['risk_management', 'stop_loss'])).toBeUndefined()
    expect(withSpecField(TEXT, ['risk_management', 'stop_loss'], '0.1')).toBe(TEXT)
  })
})

describe('withSpecField', () => {
  it('changes its own line alone', () => {
    expect(withSpecField(TEXT, ['method'], 'random')).toBe(TEXT.replace('method: grid # all of them', 'method: random'))
    expect(withSpecField(TEXT, ['execution', 'fill'], 'this_close')).toBe(TEXT.replace('next_open', 'this_close'))
  })

  it('adds a field to its group, and the group where there is none', () => {
    expect(withSpecField(TEXT, ['execution', 'leverage'], '2')).toBe(
      TEXT.replace('  spread: 0.001\n', '  spread: 0.001\n  leverage: 2\n'),
    )
    expect(withSpecField('a: 1', ['backtest', 'engine'], 'both')).toBe('a: 1\nbacktest:\n  engine: both\n')
    expect(withSpecField('', ['trials'], '5')).toBe('trials: 5\n')
  })

  it('takes a field out; one that is not there changes nothing', () => {
    expect(withSpecField(TEXT, ['method'], null)).toBe(TEXT.replace('method: grid # all of them\n', ''))
    expect(withSpecField(TEXT, ['trials'], null)).toBe(TEXT)
  })
})
