import type { DiscoveryTask } from '../discoveryTask.ts'
import { createSampleMaker, type SampleMaker } from '../sample/sampleMaker.ts'
import { type TaskBlocks, taskBlocks } from '../taskBlocks.ts'

/** What close looks at hypotheses share. Apart from the bench of the tests, because variants are asked for in no order. */
export type StudyDesk = { readonly task: DiscoveryTask; readonly maker: SampleMaker; readonly blocks: TaskBlocks }

export function createStudyDesk(task: DiscoveryTask): StudyDesk {
  return { task, maker: createSampleMaker(task.market, task.settings), blocks: taskBlocks(task) }
}
