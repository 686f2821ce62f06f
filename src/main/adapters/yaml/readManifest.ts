import { isMap, type LineCounter, parseDocument } from 'yaml'
import { WORKSPACE_SCHEMA_VERSION, workspaceSchema } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import type { ParsedManifest } from '../../engine/ports/manifestFormat.ts'
import { manifestFault } from './manifestFault.ts'
import { type ManifestDocument, migrations } from './migrations.ts'

/** The document brought up to today's version, and what it was before in `document.migratedFrom`. */
export type OpenManifest = ManifestDocument & { migratedFrom?: number }

export function openManifest(text: string, lineCounter?: LineCounter): Outcome<OpenManifest> {
  const document: OpenManifest = parseDocument(text, lineCounter === undefined ? {} : { lineCounter })
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

export function readManifest(document: OpenManifest): Outcome<ParsedManifest> {
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
export function plainValue(document: OpenManifest): Outcome<unknown> {
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
