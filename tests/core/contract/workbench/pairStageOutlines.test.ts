import { expect, it } from 'vitest'
import { PAIR_STAGE_OUTLINES } from '../../../../src/core/contract/workbench/pairStageOutlines.ts'
import { PAIR_STAGES } from '../../../../src/core/pipeline/pairPipeline.ts'

it('draws the stages that the pipeline has', () => {
  expect(PAIR_STAGE_OUTLINES).toEqual(PAIR_STAGES.map(({ name, title, needs }) => ({ name, title, needs })))
})
