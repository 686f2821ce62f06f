import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Outcome } from '../../../../core/outcome/outcome.ts'
import type { BookReplay, BookReplayWish } from '../../../engine/backtests/replayBook.ts'
import { withExamples } from '../examples.ts'
import { numberFlag, wholeNumberFlag } from '../numberFlag.ts'
import { type CommandContext, runCommand, type Session } from '../runCommand.ts'
import { bookReplayText } from '../texts/bookText.ts'

export function registerBook(group: Command, context: CommandContext): void {
  const command = group
    .command('book')
    .description('Quote both sides of a recorded order book (level 2): queue, partial fills, latency')
    .requiredOption(
      '--file <path>',
      'a recording: a line is local nanoseconds, a space, the exchange’s JSON (also .gz)',
    )
    .requiredOption('--price-decimals <number>', 'decimals of the price step', wholeNumberFlag)
    .requiredOption('--quantity-decimals <number>', 'decimals of the quantity step', wholeNumberFlag)
    .requiredOption('--size <quantity>', 'of each order', numberFlag)
    .requiredOption('--most <quantity>', 'held at most, long or short', numberFlag)
    .option('--start-cash <amount>', 'in the quote currency', numberFlag, 1_000_000)
    .option('--maker-bps <number>', 'fee of a fill that made', numberFlag, 1)
    .option('--taker-bps <number>', 'fee of a fill that took', numberFlag, 5)
    .option('--feed-ms <number>', 'how late the feed reaches us', numberFlag, 5)
    .option('--order-ms <number>', 'how late our orders reach the market', numberFlag, 10)
    .option(
      '--cancel-share-ahead <fraction>',
      'of what is cancelled at our price, the share in front of us',
      numberFlag,
      0,
    )
    .action((flags: BookReplayWish, self: Command) =>
      runCommand(context, self, (session) => replay(session, flags), bookReplayText),
    )
  withExamples(command, [
    'assay backtest book --file btcusdt.gz --price-decimals 1 --quantity-decimals 3 --size 0.01 --most 0.05',
  ])
}

async function replay({ home }: Session, flags: BookReplayWish): Promise<Outcome<BookReplay>> {
  const { assembleBookReplay } = await import('../../../assemble.ts')
  const { replayBook } = await import('../../../engine/backtests/replayBook.ts')
  const ports = await assembleBookReplay(home)
  if (!ports.ok) return ports
  try {
    return await replayBook(ports.value, { ...wishOf(flags), file: resolve(flags.file) })
  } finally {
    ports.value.ledger.close()
  }
}

/** Without the flags of the whole program, which would make another trial of the same thing. */
function wishOf(flags: BookReplayWish): BookReplayWish {
  const { file, priceDecimals, quantityDecimals, size, most, startCash } = flags
  const { makerBps, takerBps, feedMs, orderMs, cancelShareAhead } = flags
  const costs = { makerBps, takerBps, feedMs, orderMs, cancelShareAhead }
  return { file, priceDecimals, quantityDecimals, size, most, startCash, ...costs }
}
