import type { Beat } from '../../../core/job/beat.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { NewLayer } from './layers.ts'

/** SHA-256 of files of a new layer, by name. */
export async function hashFiles(
  ports: DataPorts,
  layer: NewLayer,
  names: readonly string[],
  beat: Beat,
): Promise<Outcome<Record<string, string>>> {
  const hashes: Record<string, string> = {}
  for (const name of names) {
    const path = layer.path(name)
    if (!path.ok) return path
    const digest = await ports.digests.ofFile(path.value, (done, total) => beat(done, total, 'hashing'))
    if (!digest.ok) return digest
    hashes[name] = digest.value.sha256
  }
  return success(hashes)
}
