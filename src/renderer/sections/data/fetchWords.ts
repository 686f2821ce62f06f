import type { FetchPlanView } from '../../../core/contract/workbench/fetchCalls.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { countText, durationText } from '../../ui/numberText.ts'

const HINTS: Readonly<Record<string, string>> = {
  'bad-time': 'Choose the days above.',
  'bad-range': 'The beginning must lie before the end and before now, and not before 2019-09-01.',
  'bad-quote': 'Leave the field empty for USDT, or write USDC.',
  'period-unsupported': 'Choose another length of a row above.',
  'bad-address': 'Give one as in https://data.binance.vision.',
  'no-archives': 'Name the folder in which the archives lie as at data.binance.vision: it holds data/futures/um.',
}

/** With a hint for this dialog in place of that for the command line. */
export function fetchTrouble(trouble: Trouble): Trouble {
  const hint = HINTS[trouble.code]
  return hint === undefined ? trouble : { ...trouble, hint }
}

/** Who will be asked, or that nobody is. */
export function askedWords({ hosts, folder, parts }: FetchPlanView): string {
  if (folder !== null) return `Nobody is asked: the archives are read from ${folder}.`
  if (parts.toAsk === 0) return 'Nobody is asked.'
  return `Over the network, ${hosts.join(' and ')} will be asked. Whoever answers sees your address and what is asked for.`
}

/** How much it is: what is there already, what comes from archives, what from questions. */
export function amountWords({ parts, archives, questions, pauseMs, absent, folder, markets }: FetchPlanView): string {
  const all = parts.inData + parts.received + parts.toAsk
  const total = `${counted(all, parts.unit)} of ${markets.join(', ')}`
  const there = [
    parts.inData === 0 ? '' : `${countText(parts.inData)} in the data already`,
    parts.received === 0 ? '' : `${countText(parts.received)} received and not yet brought in`,
  ]
  const pauses = pauseMs < 1_000 ? '' : `, with pauses of ${durationText(pauseMs)} in all`
  const open = [
    archives === 0
      ? ''
      : `${counted(archives, 'archive')} to ${folder === null ? 'fetch, each with its checksum' : 'read'}`,
    questions === 0 ? '' : `${counted(questions, 'question')} for what has no archive yet${pauses}`,
    absent === 0 ? '' : `${countText(absent)} that ${folder === null ? 'nobody publishes yet' : 'the folder has not'}`,
  ]
  const words = [...there, ...open].filter((text) => text !== '')
  return words.length === 0 ? `${total}.` : `${total}: ${words.join('; ')}.`
}

function counted(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`
}

const NOTE = /^(?<what>.*) \(from (?<source>.*): (?<asked>\d+) asked, (?<received>[\d.]+) (?<unit>[kM]B)\)$/s

/** The heartbeat of a fetch, taken apart; null where it is not of that form: it is then shown as it is. */
export function readFetchNote(text: string) {
  const groups = NOTE.exec(text)?.groups
  if (groups === undefined) return null
  const { what = '', source = '', asked, received = '', unit = '' } = groups
  return { what, source, asked: Number(asked), received, unit }
}
