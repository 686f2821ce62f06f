import type { BookReplay } from '../../../engine/backtests/replayBook.ts'

export function bookReplayText(replay: BookReplay): string {
  const { terms, report, ordersByEnd, fills, makerFills } = replay
  const { size, most, makerBps, takerBps, feedMs, orderMs, cancelShareAhead, startCash } = terms
  return [
    `${replay.strategy} on ${replay.symbol}, ${replay.from} to ${replay.to}`,
    `  recording  ${replay.events} events, ${report.snapshots} snapshots, ${report.depths} book messages, ${report.trades} trades, ${report.gaps.length} gaps, ${replay.otherLines} other lines`,
    `  terms      orders of ${size}, at most ${most} held; maker ${makerBps} bps, taker ${takerBps} bps; feed ${feedMs} ms late, orders ${orderMs} ms; ${cancelShareAhead * 100} % of cancels stood in front; ${startCash} cash`,
    `  orders     ${replay.orders}: ${Object.entries(ordersByEnd)
      .map(([end, count]) => `${end} ${count}`)
      .join('; ')}`,
    `  fills      ${fills} (${makerFills} as maker), bought ${replay.bought}, sold ${replay.sold}, left ${replay.position}`,
    `  profit     ${replay.profit.toFixed(2)} after fees of ${replay.fees.toFixed(2)}`,
    ...replay.notes.map((note) => `note: ${note}`),
  ].join('\n')
}
