// Loaded before a measured command (--import): leaves its peak resident memory, in KiB, in the file it is given.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

const file = process.env.ASSAY_PEAK_FILE
if (isMainThread && file) process.on('exit', () => writeFileSync(file, `${process.resourceUsage().maxRSS}`))
