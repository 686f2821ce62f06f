import type { ImportPreviewRequest } from '../../../core/contract/workbench/importCalls.ts'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { PREDICTION_FIELDS, predictionsFormat } from '../backtests/readPredictions.ts'
import type { FileLook } from '../data/describedFormat.ts'
import { describeFormat, type FormatPorts, lookAtFile } from '../data/guessFormat.ts'
import type { FormatOptions } from '../data/importOptions.ts'

/** `/data/a.csv`, `C:\data\a.csv`, `\\server\data\a.csv` */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/

/** What a file of bars, of a table or of predictions would be read as. Errors: `path-not-absolute`, those of `lookAtFile`. */
export async function previewImport(
  ports: FormatPorts,
  request: ImportPreviewRequest,
): Promise<Outcome<ImportPreview>> {
  const { file, columns, timeUnit, timeFormat, tz, header, delimiter, subject = 'bars' } = request
  if (!ABSOLUTE.test(file) || file.includes('\0'))
    return failure(
      'path-not-absolute',
      `${JSON.stringify(file)} is not the whole path of a file.`,
      'Give the path from the root on, such as /home/me/data/btc.csv, on the machine where the engine runs.',
    )
  const given = {
    columns: filled(columns),
    timeUnit,
    timeFormat: filled(timeFormat),
    timeZone: filled(tz),
    header,
    delimiter: delimiter === '' ? undefined : delimiter,
  }
  if (subject === 'predictions') return previewPredictions(ports, file, given, filled(request.interval))
  const look = await lookAtFile(ports, file, given, subject)
  return look.ok ? success(previewOf(look.value)) : look
}

function previewOf({ read, ...seen }: FileLook): ImportPreview {
  const description = read.ok ? describeFormat(read.value.format) : []
  return { ...seen, description, trouble: read.ok ? null : read.trouble }
}

async function previewPredictions(
  ports: FormatPorts,
  file: string,
  given: FormatOptions,
  interval: string | undefined,
): Promise<Outcome<ImportPreview>> {
  const length = interval === undefined ? success({ ms: 0 }) : parseInterval(interval)
  if (!length.ok) return length
  const options = predictionsFormat(given, length.value.ms)
  const look = await lookAtFile(ports, file, options.ok ? options.value : {}, 'table')
  if (!look.ok) return look
  const { read, columns, columnNames } = look.value
  if (!options.ok) return success({ ...previewOf(look.value), description: [], columns: {}, trouble: options.trouble })
  const named = Object.keys(columns).length > 0 ? asPredictions(columns) : likelyColumns(columnNames)
  if (!read.ok) return success({ ...previewOf(look.value), columns: named })
  const format = { ...read.value.format, columns: asPredictions(read.value.format.columns) }
  return success({ ...previewOf({ ...look.value, read: success({ ...read.value, format }) }), columns: named })
}

/** By the names that fields of a prediction have. */
function asPredictions<T>(columns: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(PREDICTION_FIELDS).flatMap(([field, own]): [string, T][] => {
      const positions = columns[own]
      return positions === undefined ? [] : [[field, positions]]
    }),
  )
}

/** Those whose names leave no doubt, where not all can be told. */
function likelyColumns(columnNames: readonly string[] | null): Record<string, readonly number[]> {
  const names = columnNames ?? []
  return Object.fromEntries(
    Object.keys(PREDICTION_FIELDS).flatMap((field): [string, number[]][] => {
      const position = names.indexOf(field)
      return position < 0 ? [] : [[field, [position]]]
    }),
  )
}

/** An empty field of a form says nothing. */
function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}
