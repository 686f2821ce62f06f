import type { UnitRunner, WorkerTask } from '../../../core/contract/unitRunner.ts'
import { systemClock } from '../../adapters/clock/systemClock.ts'
import { serveUnits } from '../../adapters/threads/serveUnits.ts'

/** A worker loads the parts that its units need, and no others. */
const RUNNERS: Readonly<Record<WorkerTask['runner'], (payload: unknown) => Promise<UnitRunner>>> = {
  pair: async (payload) => {
    const { createUnitRunner } = await import('../../../core/pipeline/unitRunner.ts')
    return createUnitRunner(payload)
  },
  sweep: async (payload) => {
    const { createSweepRunner } = await import('../../../core/backtest/sweep/sweepRunner.ts')
    const { loadKernels } = await import('../../adapters/wasm/wasmKernels.ts')
    return createSweepRunner(payload, loadKernels())
  },
  train: async (payload) => {
    const { createTrainRunner } = await import('../../../core/pipeline/training/trainRunner.ts')
    const { loadModelKernels } = await import('../../adapters/wasm/modelKernels.ts')
    return createTrainRunner(payload, loadModelKernels)
  },
  robustness: async (payload) => {
    const { createStressRunner } = await import('../../../core/pipeline/stressing/stressRunner.ts')
    return createStressRunner(payload)
  },
  discover: async (payload) => {
    const { createDiscoveryRunner } = await import('../../../core/discovery/discoveryRunner.ts')
    return createDiscoveryRunner(payload)
  },
}

await serveUnits((data) => {
  const { runner, payload } = data as WorkerTask
  return RUNNERS[runner](payload)
}, systemClock)
