import { success } from '../../../src/core/outcome/outcome.ts'
import { createCliProcesses } from '../../../src/main/adapters/processes/cliProcesses.ts'

/** An engine that starts one child and is then killed by the test. */
const [file = ''] = process.argv.slice(2)
const processes = createCliProcesses({ home: '/nowhere', entry: new URL('./oddChild.ts', import.meta.url) })
processes.start(['orphan', file], { onEvent: () => process.stdout.write('.'), onEnd: () => success(undefined) })
