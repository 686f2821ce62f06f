import { readThrift, type ThriftField, type ThriftStruct, type ThriftValue, thriftBytes } from './thriftBytes.ts'

/** Columns of doubles as a Parquet file of the plainest kind: one row group, one page a column, not compressed. `notes` go into its footer. */
export type PlainTable = {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly notes: Readonly<Record<string, string>>
}

const MAGIC = new TextEncoder().encode('PAR1')
const [DOUBLE, REQUIRED, UNCOMPRESSED, PLAIN, RLE, DATA_PAGE] = [5, 0, 0, 0, 3, 0]
const CREATED_BY = 'assay feature store'

/**
 * The bytes of a table. Values lie at multiples of 8, so that they are read as they are: no decoding, no copy. DuckDB, pandas and polars read it too.
 */
export function plainParquet({ names, columns, notes }: PlainTable): Uint8Array {
  const rows = columns[0]?.length ?? 0
  const header = thriftBytes(pageHeader(rows))
  const starts: number[] = []
  let end = MAGIC.length
  for (const _ of columns) {
    const start = end + ((8 - ((end + header.length) % 8)) % 8)
    starts.push(start)
    end = start + header.length + rows * 8
  }
  const footer = thriftBytes(fileMetadata(names, rows, starts, header.length, notes))
  const bytes = new Uint8Array(end + footer.length + 4 + MAGIC.length)
  bytes.set(MAGIC)
  columns.forEach((column, place) => {
    const start = starts[place]!
    bytes.set(header, start)
    new Float64Array(bytes.buffer, start + header.length, rows).set(column)
  })
  bytes.set(footer, end)
  new DataView(bytes.buffer).setUint32(end + footer.length, footer.length, true)
  bytes.set(MAGIC, end + footer.length + 4)
  return bytes
}

function pageHeader(rows: number): readonly ThriftField[] {
  return [
    { id: 1, int32: DATA_PAGE },
    { id: 2, int32: rows * 8 },
    { id: 3, int32: rows * 8 },
    {
      id: 5,
      struct: [
        { id: 1, int32: rows },
        { id: 2, int32: PLAIN },
        { id: 3, int32: RLE },
        { id: 4, int32: RLE },
      ],
    },
  ]
}

function fileMetadata(
  names: readonly string[],
  rows: number,
  starts: readonly number[],
  headerBytes: number,
  notes: Readonly<Record<string, string>>,
): readonly ThriftField[] {
  const chunkBytes = headerBytes + rows * 8
  const chunk = (name: string, start: number): readonly ThriftField[] => [
    { id: 2, int64: start },
    {
      id: 3,
      struct: [
        { id: 1, int32: DOUBLE },
        { id: 2, int32s: [PLAIN, RLE] },
        { id: 3, texts: [name] },
        { id: 4, int32: UNCOMPRESSED },
        { id: 5, int64: rows },
        { id: 6, int64: chunkBytes },
        { id: 7, int64: chunkBytes },
        { id: 9, int64: start },
      ],
    },
  ]
  const column = (name: string): readonly ThriftField[] => [
    { id: 1, int32: DOUBLE },
    { id: 3, int32: REQUIRED },
    { id: 4, text: name },
  ]
  const root: readonly ThriftField[] = [
    { id: 4, text: 'schema' },
    { id: 5, int32: names.length },
  ]
  const group: readonly ThriftField[] = [
    { id: 1, structs: names.map((name, place) => chunk(name, starts[place]!)) },
    { id: 2, int64: chunkBytes * names.length },
    { id: 3, int64: rows },
  ]
  const note = ([key, value]: readonly [string, string]): readonly ThriftField[] => [
    { id: 1, text: key },
    { id: 2, text: value },
  ]
  return [
    { id: 1, int32: 1 },
    { id: 2, structs: [root, ...names.map(column)] },
    { id: 3, int64: rows },
    { id: 4, structs: [group] },
    { id: 5, structs: Object.entries(notes).map(note) },
    { id: 6, text: CREATED_BY },
  ]
}

/** What `plainParquet` wrote, its columns lying over the bytes. Null where the bytes are not such a file; that the values are right is not looked at. */
export function readPlainParquet(bytes: Uint8Array): PlainTable | null {
  try {
    return tableOf(bytes)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function tableOf(bytes: Uint8Array): PlainTable | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isMagic = (at: number) => MAGIC.every((byte, place) => bytes[at + place] === byte)
  if (bytes.length < 12 || bytes.byteOffset % 8 !== 0 || !isMagic(0) || !isMagic(bytes.length - 4)) return null
  const footerBytes = view.getUint32(bytes.length - 8, true)
  if (footerBytes > bytes.length - 12) return null
  const footer = readThrift(bytes.subarray(bytes.length - 8 - footerBytes, bytes.length - 8))
  const rows = footer.get(3)
  const group = structsOf(footer.get(4))[0]
  if (typeof rows !== 'number' || group === undefined) return null
  const headerBytes = thriftBytes(pageHeader(rows)).length
  const chunks = structsOf(group.get(1)).map((chunk) => chunkOf(chunk, bytes, headerBytes, rows))
  const notes = structsOf(footer.get(5)).map((note) => [textOf(note.get(1)), textOf(note.get(2))])
  return {
    names: chunks.map(({ name }) => name),
    columns: chunks.map(({ values }) => values),
    notes: Object.fromEntries(notes),
  }
}

function chunkOf(chunk: ThriftStruct, bytes: Uint8Array, headerBytes: number, rows: number) {
  const [start, metadata] = [chunk.get(2), chunk.get(3)]
  if (typeof start !== 'number' || !(metadata instanceof Map)) throw new RangeError('A column without its place')
  const [path] = listOf(metadata.get(3))
  return { name: textOf(path), values: new Float64Array(bytes.buffer, bytes.byteOffset + start + headerBytes, rows) }
}

function listOf(value: ThriftValue | undefined): readonly ThriftValue[] {
  return Array.isArray(value) ? value : []
}

function structsOf(value: ThriftValue | undefined): readonly ThriftStruct[] {
  return listOf(value).filter((item): item is ThriftStruct => item instanceof Map)
}

function textOf(value: ThriftValue | undefined): string {
  if (!(value instanceof Uint8Array)) throw new RangeError('A text is missing')
  return new TextDecoder().decode(value)
}
