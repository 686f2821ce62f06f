import { describe, expect, it } from 'vitest'
import type { Message } from './bookScript.ts'
import { playBook, SNAPSHOT } from './bookScript.ts'

const says = (us: number, ...rows: Message['rows']): Message => ({ us, rows })
const brief = ({ fills }: ReturnType<typeof playBook>) =>
  fills.map(({ timeUs, side, tick, lots, isMaker }) => [timeUs, side, tick, lots, isMaker])

describe('orders that take', () => {
  it('a market order walks the book, and finds no more than is there', () => {
    const result = playBook([SNAPSHOT, says(20, ['bid', 97, 1])], [[10, (c) => c.submitMarket(1, 14)]])
    expect(brief(result)).toEqual([
      [10, 1, 101, 8, false],
      [10, 1, 102, 4, false],
      [10, 1, 104, 2, false],
    ])
    expect(result.cash).toBe(1_000_000 - 8 * 101 - 4 * 102 - 2 * 104)
    const all = playBook([SNAPSHOT, says(20, ['bid', 97, 1])], [[10, (c) => c.submitMarket(-1, 40)]])
    expect(all.positionLots).toBe(-35)
    expect(all.orders[0]).toMatchObject({ state: 'CANCELLED', trouble: 'empty-book', filledLots: 35 })
  })

  it('what we took is gone until the level is stated again', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['bid', 97, 1]), says(30, ['ask', 101, 6]), says(40, ['bid', 97, 2])],
      [
        [10, (c) => c.submitMarket(1, 8)],
        [20, (c) => c.submitMarket(1, 1)],
        [30, (c) => c.submitMarket(1, 1)],
      ],
    )
    expect(brief(result).map(([, , tick]) => tick)).toEqual([101, 102, 101])
  })

  it('a limit takes up to its price and rests with what is left', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['bid', 97, 1]), says(30, ['sold', 102, 3])],
      [[10, (c) => c.submitLimit(1, 102, 15)]],
    )
    // 8 at 101 and 4 at 102; then it is alone at 102 and the seller meets it first.
    expect(brief(result)).toEqual([
      [10, 1, 101, 8, false],
      [10, 1, 102, 4, false],
      [30, 1, 102, 3, true],
    ])
    expect(result.orders[0]).toMatchObject({ state: 'FILLED', filledLots: 15 })
  })

  it('only as a maker: rejected where it would take; without money: rejected', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['bid', 97, 1])],
      [
        [
          10,
          (c) => {
            c.submitLimit(1, 101, 1, true)
            c.submitLimit(1, 100, 20)
            c.submitLimit(1, 100, 0)
            c.submitLimit(1, 0.5, 1)
          },
        ],
      ],
      { startCash: 1_000 },
    )
    expect(result.orders.map(({ state, trouble }) => [state, trouble])).toEqual([
      ['REJECTED', 'would-take'],
      ['REJECTED', 'no-buying-power'],
      ['REJECTED', 'bad-size'],
      ['REJECTED', 'bad-price'],
    ])
  })
})

describe('the place in the queue', () => {
  const join = [[10, (c) => c.submitLimit(1, 100, 5)]] satisfies Parameters<typeof playBook>[1]

  it('is behind what rests there, and moves up by trades: partial fills once it is reached', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['sold', 100, 6]), says(30, ['sold', 100, 6]), says(40, ['sold', 100, 9])],
      join,
    )
    expect(brief(result)).toEqual([
      [30, 1, 100, 2, true],
      [40, 1, 100, 3, true],
    ])
  })

  it('does not move by cancellations, unless a share of them stood in front', () => {
    const messages = [SNAPSHOT, says(20, ['bid', 100, 4]), says(30, ['sold', 100, 4])]
    const ahead: number[] = []
    const look = [20, (c) => ahead.push(c.order(0).aheadLots)] satisfies Parameters<typeof playBook>[1][number]
    // Nothing in front can be more than what is shown: 10 in front become 4.
    expect(brief(playBook(messages, [...join, look]))).toEqual([])
    const grown = [SNAPSHOT, says(15, ['bid', 100, 30]), says(20, ['bid', 100, 22]), says(30, ['sold', 100, 7])]
    playBook(grown, [...join, look])
    playBook(grown, [...join, look], { cancelShareAhead: 0.5 })
    expect(ahead).toEqual([4, 10, 6])
    const half = playBook(grown, join, { cancelShareAhead: 0.5 })
    expect(brief(half)).toEqual([[30, 1, 100, 1, true]])
  })

  it('what traded is not taken for a cancellation when the level is stated afterwards', () => {
    const ahead: number[] = []
    playBook(
      [SNAPSHOT, says(20, ['sold', 100, 3]), says(25, ['bid', 100, 7])],
      [...join, [25, (c) => ahead.push(c.order(0).aheadLots)]],
      { cancelShareAhead: 1 },
    )
    expect(ahead).toEqual([7])
  })

  it('a trade that the stated level already has in it does not move it up twice', () => {
    const ahead: number[] = []
    const messages: Message[] = [
      SNAPSHOT,
      { us: 20, exchangeUs: 20, rows: [['bid', 100, 7]] },
      { us: 25, exchangeUs: 19, rows: [['sold', 100, 3]] },
      says(26, ['bid', 97, 3]),
    ]
    playBook(messages, [...join, [26, (c) => ahead.push(c.order(0).aheadLots)]], { cancelShareAhead: 1 })
    expect(ahead).toEqual([7])
  })

  it('a trade or a book that goes through the price fills it', () => {
    const through = playBook([SNAPSHOT, says(20, ['sold', 99, 3]), says(30, ['ask', 100, 9])], join)
    expect(brief(through)).toEqual([
      [20, 1, 100, 3, true],
      [30, 1, 100, 2, true],
    ])
  })

  it('two of our orders never get more than what traded', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['sold', 100, 12])],
      [
        [
          10,
          (c) => {
            c.submitLimit(1, 100, 5)
            c.submitLimit(1, 100, 5)
          },
        ],
      ],
    )
    expect(result.positionLots).toBeLessThanOrEqual(2)
  })
})

describe('latency, gaps and fees', () => {
  it('the strategy sees late, and its order arrives later still', () => {
    const seen: number[] = []
    const messages = [SNAPSHOT, says(100, ['ask', 101, 0]), says(200, ['ask', 102, 0]), says(400, ['bid', 97, 1])]
    const result = playBook(
      messages,
      [
        [
          60,
          (c) => {
            seen.push(c.timeUs, c.bestAsk)
            c.submitMarket(1, 1)
          },
        ],
      ],
      { feedUs: 50, orderUs: 60 },
    )
    // Seen at 60 with an ask of 101; at 120, when the order arrives, that one is gone.
    expect(seen).toEqual([60, 101])
    expect(brief(result)).toEqual([[120, 1, 102, 1, false]])
  })

  it('what the market did since is not seen yet', () => {
    const seen: number[] = []
    playBook(
      [SNAPSHOT, says(40, ['ask', 101, 0], ['bid', 100, 3]), says(300, ['bid', 97, 1])],
      [[60, (c) => seen.push(c.timeUs, c.bestAsk, c.bidLots(100))]],
      { feedUs: 50 },
    )
    expect(seen).toEqual([60, 101, 10])
  })

  it('a fill is told when it can be known', () => {
    const told: number[][] = []
    playBook(
      [SNAPSHOT, says(100, ['bid', 97, 1]), says(400, ['bid', 97, 2])],
      [[60, (c) => c.submitMarket(1, 1)]],
      { feedUs: 50, orderUs: 60 },
      { onFill: (c, fill) => told.push([c.timeUs, fill.timeUs]) },
    )
    expect(told).toEqual([[450, 120]])
  })

  it('after a gap nothing is filled, and the next snapshot puts us last', () => {
    const ahead: number[] = []
    const again: Message = { ...SNAPSHOT, us: 50 }
    const result = playBook(
      [SNAPSHOT, says(20, ['sold', 100, 9]), says(30, ['gap', 0, 0]), says(40, ['sold', 100, 50]), again],
      [
        [10, (c) => c.submitLimit(1, 100, 5)],
        [50, (c) => ahead.push(c.order(0).aheadLots)],
      ],
    )
    expect(ahead).toEqual([10])
    expect(result.fills).toEqual([])
    expect(result.unknownMessages).toBe(2)
  })

  it('makers and takers pay their own fee, on the value', () => {
    const result = playBook(
      [SNAPSHOT, says(20, ['sold', 100, 15]), says(30, ['bid', 97, 1])],
      [
        [10, (c) => c.submitLimit(1, 100, 5)],
        [20, (c) => c.submitMarket(-1, 5)],
      ],
      { makerBps: -1, takerBps: 10 },
    )
    expect(result.fills.map(({ fee }) => fee)).toEqual([-0.05, 0.5])
    expect(result.cash).toBeCloseTo(1_000_000 + 0.05 - 0.5, 9)
    expect(result.equity).toBe(result.cash)
  })
})
