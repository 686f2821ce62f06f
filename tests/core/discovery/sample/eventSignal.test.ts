import { describe, expect, it } from 'vitest'
import { EVENT_FAMILIES } from '../../../../src/core/discovery/families/familyRegistry.ts'
import type { Hypothesis } from '../../../../src/core/discovery/hypothesis.ts'
import { sensorsOf } from '../../../../src/core/discovery/sample/conditionEvents.ts'
import { eventTradesOf } from '../../../../src/core/discovery/sample/eventSignal.ts'
import { createMarketStates, type MarketStates } from '../../../../src/core/discovery/sample/marketStates.ts'
import { createSampleMaker } from '../../../../src/core/discovery/sample/sampleMaker.ts'
import { noiseMarket } from '../noiseMarket.ts'

function hypothesisOf(part: Partial<Hypothesis>): Hypothesis {
  const whole = { symbol: 'A', family: 'volatility_shock_up', condition: 'any', horizonBars: 3, ...part }
  return { direction: 'long', ...whole, id: 'x' }
}

/** A market in which the family fires at these rows. */
function firing(rows: readonly number[]): MarketStates {
  return { ...createMarketStates(noiseMarket({ seed: 1, bars: 12 })), eventRows: () => Int32Array.from(rows) }
}

describe('events as trades', () => {
  it('are 1 at an event, held until the close that ends the horizon, and 0 else', () => {
    const { signal, events } = eventTradesOf(firing([1, 3, 4, 10]), hypothesisOf({}), 12)
    // 3 lies within the horizon of 1, which is over at 4; the horizon of 10 ends beyond the bars.
    expect([...events]).toEqual([1, 4, 10])
    expect([...signal]).toEqual([0, 1, 0.4, 0.4, 1, 0.4, 0.4, 0, 0, 0, 1, 0.4])
    expect([...eventTradesOf(firing([1]), hypothesisOf({ direction: 'short', horizonBars: 1 }), 3).signal]).toEqual([
      0, -1, 0,
    ])
  })

  it.each(['any', 'volatility:high'])(
    'are those of the discovery in %s, and those it could not finish',
    (condition) => {
      const market = noiseMarket({ seed: 7, bars: 4_000 })
      const settings = { seed: 1, minimumEvents: 10, controlsPerEvent: 4 }
      const hypothesis = hypothesisOf({ condition, horizonBars: 6 })
      const sample = createSampleMaker(market, settings).sample(hypothesis)
      const { events } = eventTradesOf(createMarketStates(market), hypothesis, 4_000)
      const finished = [...events].filter((row) => row + 6 < 4_000)
      expect(finished).toEqual(Array.from(sample.apart, (place) => sample.bars[place]))
      expect(finished.length).toBeGreaterThan(10)
    },
  )

  it('need no sensor but those that their family and condition name', () => {
    const market = noiseMarket({ seed: 7, bars: 4_000 })
    for (const { id } of EVENT_FAMILIES)
      for (const condition of ['any', 'funding:high', 'volatility:low']) {
        const hypothesis = hypothesisOf({ family: id, condition })
        const needed = new Set<string>(sensorsOf(hypothesis))
        const sensors = market.sensors.map((own) =>
          Object.fromEntries(Object.entries(own).filter(([kind]) => needed.has(kind))),
        )
        const eventsIn = (given: typeof market) => [
          ...eventTradesOf(createMarketStates(given), hypothesis, 4_000).events,
        ]
        expect(eventsIn({ ...market, sensors })).toEqual(eventsIn(market))
      }
  })
})
