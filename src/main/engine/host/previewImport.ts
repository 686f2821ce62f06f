import type { Api } from '../../../core/contract/workbench/api.ts'
import type { InputOf } from '../../../core/contract/workbench/rpc.ts'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { describeFormat, type FormatPorts, lookAtFile } from '../data/guessFormat.ts'

/** `/data/a.csv`, `C:\data\a.csv`, `\\server\data\a.csv` */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/

/** What a file of bars would be read as. Errors: `path-not-absolute`, those of `lookAtFile`. */
export async function previewImport(
  ports: FormatPorts,
  { file, columns, timeUnit, timeFormat, tz, header, delimiter }: InputOf<Api, 'data.preview'>,
): Promise<Outcome<ImportPreview>> {
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
  const look = await lookAtFile(ports, file, given, 'bars')
  if (!look.ok) return look
  const { read, ...seen } = look.value
  const description = read.ok ? describeFormat(read.value.format) : []
  return success({ ...seen, description, trouble: read.ok ? null : read.trouble })
}

/** An empty field of a form says nothing. */
function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text
}
