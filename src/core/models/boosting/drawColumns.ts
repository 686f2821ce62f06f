import type { RandomStream } from '../../stats/seededStream.ts'
import { sampleWithoutReplacement } from './sampleWithoutReplacement.ts'
import type { TreeRoom } from './treeRoom.ts'

/** Writes the columns of the next tree, ascending, to the front of the room's lists; how many they are. */
export function drawColumns(room: TreeRoom, share: number, stream: RandomStream): number {
  const { columns } = room.size
  const taken = Math.min(columns, Math.max(1, Math.round(share * columns)))
  sampleWithoutReplacement(columns, taken, stream, room.lists)
  return taken
}
