import type { SourceFormat } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../ports/barFiles.ts'
import type { TextFiles } from '../ports/textFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import type { DescribedFormat, FileLook, FormatTarget } from './describedFormat.ts'
import type { FormatOptions } from './importOptions.ts'
import { parquetFormat } from './parquetFormat.ts'
import { textFormat } from './textFormat.ts'

export type FormatPorts = { readonly text: TextFiles; readonly columns: ColumnFiles; readonly zones: TimeZones }

/**
 * How a file is to be read: what `options` say, the rest told from its first rows. Never guesses a time zone.
 * Errors: those of the file (see `TextFiles`), `columns-wrong`, `columns-needed`, `bad-columns`, `time-format-needed`,
 * `time-zone-needed`, `bad-time-zone`, `bad-option`.
 */
export async function guessFormat(
  ports: FormatPorts,
  absolutePath: string,
  options: FormatOptions,
  target: FormatTarget,
): Promise<Outcome<DescribedFormat>> {
  const look = await lookAtFile(ports, absolutePath, options, target)
  if (!look.ok) return look
  const { read } = look.value
  return read.ok ? success({ ...read.value, description: describeFormat(read.value.format) }) : read
}

/** What a file shows of itself. Errors: those of the file; what is only still to be said stands in `read`. */
export async function lookAtFile(
  ports: FormatPorts,
  absolutePath: string,
  options: FormatOptions,
  target: FormatTarget,
): Promise<Outcome<FileLook>> {
  const head = await ports.text.head(absolutePath, options.encoding ?? null)
  if (!head.ok) return head
  const look = head.value.parquet
    ? await parquetFormat(ports.columns, absolutePath, options, target)
    : textFormat(ports, head.value, options, target)
  const bad = optionsFault(ports.zones, options)
  return look.ok && !bad.ok ? success({ ...look.value, read: bad }) : look
}

function optionsFault(zones: TimeZones, options: FormatOptions): Outcome<void> {
  if (options.timeUnit !== undefined && options.timeFormat !== undefined)
    return failure('bad-option', 'Both --time-unit and --time-format are given.', 'Give one of them.')
  if (options.timeZone !== undefined && !zones.has(options.timeZone))
    return failure(
      'bad-time-zone',
      `"${options.timeZone}" is no time zone.`,
      'Use a name of the time zone database, such as UTC, America/New_York or Europe/Berlin.',
    )
  return success(undefined)
}

/** Lines for a person; what the file itself told is marked as guessed. */
export function describeFormat(format: SourceFormat): readonly string[] {
  const mark = (what: string) => (format.guessed.includes(what) ? ' (guessed)' : '')
  const names = format.columnNames
  const column = (position: number) =>
    names === null ? `#${position + 1}` : `${names[position] || `#${position + 1}`}`
  const columns = Object.entries(format.columns).map(
    ([field, positions]) =>
      `${field}=${positions.length === 0 ? absent(format, field) : positions.map(column).join('|')}`,
  )
  const time = format.time
  const written =
    time.kind === 'epoch'
      ? `epoch ${time.unit}`
      : time.kind === 'pattern'
        ? time.tokens
        : time.kind === 'iso'
          ? 'ISO 8601'
          : 'typed'
  const lines = [
    `columns: ${columns.join(', ')}${mark('columns')}`,
    `times: ${written}${mark('time')}, ${format.timeZone === null ? 'UTC by themselves' : `clock of ${format.timeZone}`}`,
    `order: ${format.newestFirst ? 'newest' : 'oldest'} first${mark('order')}`,
  ]
  if (format.container === 'parquet') return ['Parquet', ...lines]
  const delimiter = format.delimiter === '\t' ? 'tab' : `"${format.delimiter}"`
  const header = names === null ? 'no header' : 'header'
  return [
    `text: ${format.encoding}, delimiter ${delimiter}${mark('delimiter')}, ${header}${mark('header')}, rows from line ${format.firstRowLine}, decimal "${format.decimal}"`,
    ...lines,
  ]
}

function absent(format: SourceFormat, field: string): string {
  if (field !== 'known' || format.knownDelayMs === null) return 'none'
  return format.knownDelayMs === 0 ? 'event' : `event and ${format.knownDelayMs / 1000} s`
}
