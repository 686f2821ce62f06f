import { isMap, parseDocument, stringify } from 'yaml'
import { WORKSPACE_SCHEMA_VERSION, workspaceSchema } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { ManifestFormat, ParsedManifest } from '../../engine/ports/manifestFormat.ts'
import { applyChanges } from './applyChanges.ts'
import { manifestFault } from './manifestFault.ts'
import { type ManifestDocument, migrations } from './migrations.ts'

const HEADER = `# The manifest of this workspace. It may be edited by hand; your comments stay.
# interval: the length of one bar. capital: in quoteCurrency. seed: same seed, same bytes.
# costs: feeBps and slippageBps are basis points of each side of a trade; borrowPerYear is a fraction a year on shorts.
# roles: which instruments the pair pipeline calls primary and secondary.
`

export const manifestFormat: ManifestFormat = {
  parse: (text) => {
    const document = open(text)
    return document.ok ? read(document.value) : document
  },
  render: (workspace) => `${HEADER}${stringify(workspace, { lineWidth: 0 })}`,
  edit: (text, workspace) => {
    const document = open(text)
    if (!document.ok) return document
    const before = read(document.value)
    if (!before.ok) return before
    applyChanges(document.value, [], before.value.workspace, workspace)
    const edited = document.value.toString({ lineWidth: 0 })
    const after = manifestFormat.parse(edited)
    return after.ok ? success(edited) : after
  },
}

/** The document brought up to today's version, and what it was before in `document.migratedFrom`. */
type Opened = ManifestDocument & { migratedFrom?: number }

function open(text: string): Outcome<Opened> {
  const document: Opened = parseDocument(text)
  const broken = document.errors[0]
  if (broken !== undefined) return invalid(`it is not valid YAML: ${broken.message.split('\n')[0]}`)
  if (!isMap(document.contents)) return invalid('it is empty, or no list of fields')
  const version = document.get('schemaVersion') ?? 0
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0)
    return invalid('the field schemaVersion is no whole number')
  if (version > WORKSPACE_SCHEMA_VERSION)
    return failure(
      'workspace-too-new',
      `The workspace was written by a newer version of Assay (manifest version ${version}; this one knows ${WORKSPACE_SCHEMA_VERSION}).`,
      'Update Assay; nothing was changed.',
    )
  for (const migrate of migrations.slice(version)) migrate(document)
  if (version < WORKSPACE_SCHEMA_VERSION) document.migratedFrom = version
  return success(document)
}

function read(document: Opened): Outcome<ParsedManifest> {
  const plain = plainValue(document)
  if (!plain.ok) return plain
  const parsed = workspaceSchema.safeParse(plain.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return invalid(`the field ${issue?.path.map(String).join('.') || '(top level)'}: ${issue?.message ?? 'is wrong'}`)
  }
  const fault = manifestFault(parsed.data)
  if (fault !== null) return invalid(fault)
  const interval = parseInterval(parsed.data.interval)
  if (!interval.ok) return invalid(`the field interval: ${interval.trouble.message}`)
  const workspace = { ...parsed.data, interval: interval.value.label }
  return success({ workspace, migratedFrom: document.migratedFrom ?? null })
}

/** The library throws on aliases that lead nowhere or multiply without end. */
function plainValue(document: Opened): Outcome<unknown> {
  try {
    return success(document.toJS())
  } catch (error) {
    if (error instanceof ReferenceError) return invalid(error.message)
    throw error
  }
}

function invalid(what: string): Outcome<never> {
  return failure(
    'manifest-invalid',
    `The manifest workspace.yaml can't be used: ${what}.`,
    'Correct that field in workspace.yaml; nothing was changed.',
  )
}
