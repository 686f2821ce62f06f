import fs from 'node:fs'

/** The calls that change files, as one argument, so that a test can make the disk full. */
export type FileCalls = Pick<
  typeof fs,
  | 'openSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'mkdirSync'
  | 'rmSync'
  | 'copyFileSync'
  | 'ftruncateSync'
  | 'chmodSync'
>

export const systemFileCalls: FileCalls = fs
