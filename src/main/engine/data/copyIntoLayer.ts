import type { Beat } from '../../../core/job/beat.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { NewLayer } from './layers.ts'

/** The received file byte for byte, under `name` in a new layer. The value is its absolute path. */
export async function copyIntoLayer(
  ports: DataPorts,
  file: string,
  layer: NewLayer,
  name: string,
  sizeBytes: number,
  beat: Beat,
): Promise<Outcome<string>> {
  const path = layer.path(name)
  if (!path.ok) return path
  const copied = await ports.scratch.copyIn(file, path.value, (done) =>
    beat(Math.min(done, sizeBytes), sizeBytes, 'copying'),
  )
  return copied.ok ? success(path.value) : copied
}
