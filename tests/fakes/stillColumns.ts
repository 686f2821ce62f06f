import type { ColumnFiles, ColumnWriter } from '../../src/main/engine/ports/barFiles.ts'
import type { VirtualTime } from './virtualTime.ts'

/** Native work on threads, which the event loop does not show: virtual time stands still meanwhile. */
export function stillColumns(files: ColumnFiles, time: Pick<VirtualTime, 'standStill'>): ColumnFiles {
  const still = <T>(work: () => Promise<T>) => time.standStill(work)
  const writer = (inner: ColumnWriter): ColumnWriter => ({
    append: (columns, rows) => still(() => inner.append(columns, rows)),
    finish: (pulse) => still(() => inner.finish(pulse)),
    abandon: () => still(() => inner.abandon()),
  })
  return {
    writeParquet: (path, columns) => still(() => files.writeParquet(path, columns)),
    openParquet: (path, names) =>
      still(async () => {
        const opened = await files.openParquet(path, names)
        return opened.ok ? { ...opened, value: writer(opened.value) } : opened
      }),
    readParquet: (path, names, range) => still(() => files.readParquet(path, names, range)),
    streamParquet: (path, names, onChunk) => still(() => files.streamParquet(path, names, onChunk)),
    describeParquet: (path) => still(() => files.describeParquet(path)),
    writeTable: (path, columns) => still(() => files.writeTable(path, columns)),
    readTable: (path) => still(() => files.readTable(path)),
    writeFrame: (path, columns) => still(() => files.writeFrame(path, columns)),
    readFrame: (path) => still(() => files.readFrame(path)),
  }
}
