import { test } from 'vitest'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import { run, sampledHome, useHomes, SAMPLE } from './pipelineFixture.ts'
const h = useHomes()
test.each([2600, 3200, 6000])('%d', async (bars) => {
  const home = await sampledHome(h(), { ...SAMPLE, bars })
  const a = performance.now()
  const r = await run(home)
  console.log(bars, performance.now() - a, r.ok ? r.value.summary?.gates.map((g) => `${g.id} ${g.value}`).join(' ') : r.trouble)
})
