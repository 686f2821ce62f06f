import { type LayerManifest, layerManifestSchema } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { LAYERS_FOLDER, layerFolder } from './layout.ts'

const MANIFEST = 'manifest.json'
export const ROWS_FILE = 'rows.parquet'

/** The layers that exist, in order. A folder without a manifest is no layer. Error: `layer-broken`. */
export function listLayers(files: GuardedFiles): Outcome<readonly LayerManifest[]> {
  const layers: LayerManifest[] = []
  for (const name of files.listFolders(LAYERS_FOLDER)) {
    const path = `${LAYERS_FOLDER}/${name}/${MANIFEST}`
    if (!files.exists(path)) continue
    const text = files.readText(path)
    if (!text.ok) return text
    const manifest = parseManifest(text.value)
    if (manifest === null)
      return failure(
        'layer-broken',
        `The manifest of the raw layer ${name} cannot be read.`,
        `Restore ${path} from a backup.`,
      )
    layers.push(manifest)
  }
  return success(layers.sort((a, b) => a.layer - b.layer))
}

function parseManifest(text: string): LayerManifest | null {
  try {
    const parsed = layerManifestSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export type LayerFacts = Omit<LayerManifest, 'schemaVersion' | 'layer' | 'files'>

export type NewLayer = {
  readonly layer: number
  readonly folder: string
  path(name: string): Outcome<string>
  /** Makes the layer exist; nothing may be written to it afterwards. `hashes`: SHA-256 by file name. */
  commit(facts: LayerFacts, hashes: Readonly<Record<string, string>>): Outcome<LayerManifest>
  remove(): void
}

/** A new, empty layer folder, after removing what interrupted imports left behind. */
export function beginLayer(files: GuardedFiles): Outcome<NewLayer> {
  let last = 0
  for (const name of files.listFolders(LAYERS_FOLDER)) {
    if (files.exists(`${LAYERS_FOLDER}/${name}/${MANIFEST}`)) last = Math.max(last, Number(name) || 0)
    else {
      const removed = files.remove(`${LAYERS_FOLDER}/${name}`)
      if (!removed.ok) return removed
    }
  }
  const layer = last + 1
  const folder = layerFolder(layer)
  const made = files.makeFolder(folder)
  if (!made.ok) return made
  return success({
    layer,
    folder,
    path: (name) => files.resolve(`${folder}/${name}`),
    remove: () => void files.remove(folder),
    commit: (facts, hashes) => {
      const manifest: LayerManifest = { schemaVersion: 1, layer, ...facts, files: { ...hashes } }
      const written = files.writeText(`${folder}/${MANIFEST}`, `${JSON.stringify(manifest, null, 2)}\n`)
      return written.ok ? success(manifest) : written
    },
  })
}

export type LayerSubject = {
  readonly kind: LayerManifest['kind']
  readonly subject: string
  readonly interval: string | null
}

/** The layers of one series or table that count: none that a later one supersedes. */
export function activeLayers(layers: readonly LayerManifest[], wanted: LayerSubject): readonly LayerManifest[] {
  const mine = layers.filter(
    (layer) => layer.kind === wanted.kind && layer.subject === wanted.subject && layer.interval === wanted.interval,
  )
  const superseded = new Set(mine.flatMap((layer) => layer.supersedes))
  return mine.filter((layer) => !superseded.has(layer.layer))
}

/** A received file's own name made safe: letters, digits, dot, underscore and hyphen, not longer than 120. */
export function safeFileName(path: string): string {
  const name = path.split(/[/\\]/).pop() ?? ''
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+|[. ]+$/g, '')
    .slice(-120)
  return safe === '' || safe === ROWS_FILE || safe === MANIFEST || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe)
    ? `source_${safe || 'file'}`
    : safe
}
