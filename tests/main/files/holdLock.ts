// Run as a process of its own: takes the lock of a folder, says so, and holds it until it is killed or has slept.
import process from 'node:process'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { createWorkspaceLocks } from '../../../src/main/adapters/files/workspaceLock.ts'

const [root = '', holdMs = '60000'] = process.argv.slice(2)
const lock = createWorkspaceLocks(systemClock).acquire(root, 'assay pipeline run held')
process.stdout.write(lock.ok ? `held ${systemClock.nowMs()}\n` : `${lock.trouble.code} ${systemClock.nowMs()}\n`)
if (lock.ok) {
  setTimeout(() => {
    process.stdout.write(`released ${systemClock.nowMs()}\n`)
    lock.value.release()
  }, Number(holdMs))
}
