import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'

/** A process that appends blocks of 50 trials and their results: `path run blocks`. Says `started` once it has recorded something. */
const [path = '', runId = '', blocks = '0'] = process.argv.slice(2)
const opened = openLedger({ path, mode: 'write', hash: sha256 })
if (!opened.ok) throw new Error(opened.trouble.message)
for (let index = 0; index < Number(blocks); index++) {
  const ids = Array.from({ length: 50 }, (_, item) => `${runId}-${index}-${item}`)
  const written = opened.value.appendTrials({
    runId,
    symbols: 'A',
    interval: '1h',
    span: { fromMs: 0, toMs: 1 },
    stage: 's',
    ids,
  })
  if (!written.ok) throw new Error(written.trouble.message)
  opened.value.appendResults({
    runId,
    symbols: 'A',
    stage: 's',
    sharpes: ids.map((id, item) => ({ id, sharpe: item / 7 })),
  })
  if (index === 0) process.stdout.write('started\n')
}
