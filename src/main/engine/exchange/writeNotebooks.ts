import type { Hash } from '../../../core/contract/hash.ts'
import type { WrittenNotebooks } from '../../../core/contract/workbench/modelCalls.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { notebookOf } from '../../../core/report/notebook.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export const NOTEBOOKS = [
  '01_data_exploration',
  '02_backtest_example',
  'eda_template',
  'feature_importance',
  'backtest_analysis',
] as const

/** `templateOf`: the Python text of a notebook. */
export type NotebookPorts = {
  readonly files: GuardedFiles
  readonly hash: Hash
  readonly templateOf: (name: string) => Outcome<string>
}

const FOLDER = 'notebooks'
const WRITTEN = `${FOLDER}/.written.json`

/** Writes the notebooks of a workspace. One that was changed since it was written is left alone unless `force` is set. */
export function writeNotebooks(ports: NotebookPorts, workspace: string, force: boolean): Outcome<WrittenNotebooks> {
  const { files, hash } = ports
  const known = readHashes(files)
  const hashes: Record<string, string> = { ...known }
  const [written, unchanged, kept]: [string[], string[], string[]] = [[], [], []]
  for (const name of NOTEBOOKS) {
    const template = ports.templateOf(name)
    if (!template.ok) return template
    const path = `${FOLDER}/${name}.ipynb`
    const notebook = notebookOf(name, template.value.replaceAll('{{workspace}}', workspace))
    const text = `${JSON.stringify(notebook, null, 1)}\n`
    const before = files.exists(path) ? files.readText(path) : null
    if (before !== null && !before.ok) return before
    const found = before === null ? null : hash(before.value)
    const isChanged = found !== null && found !== known[name] && found !== hash(text)
    if (isChanged && !force) kept.push(path)
    else {
      const isSame = found === hash(text)
      const done = isSame ? success(undefined) : files.writeText(path, text)
      if (!done.ok) return done
      ;(isSame ? unchanged : written).push(path)
      hashes[name] = hash(text)
    }
  }
  const noted = files.writeText(WRITTEN, `${JSON.stringify(hashes, null, 2)}\n`)
  return noted.ok ? success({ workspace, folder: FOLDER, written, unchanged, kept }) : noted
}

/** Hashes of the notebooks as they were written; none where nobody can say. */
function readHashes(files: GuardedFiles): Readonly<Record<string, string>> {
  const text = files.exists(WRITTEN) ? files.readText(WRITTEN) : null
  if (text?.ok !== true) return {}
  try {
    const value: unknown = JSON.parse(text.value)
    if (typeof value !== 'object' || value === null) return {}
    const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}
