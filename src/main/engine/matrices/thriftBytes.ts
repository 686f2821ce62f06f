/** Thrift's compact protocol as far as a Parquet footer needs it: what is written here is a list of fields, ascending in their number. */
export type ThriftField =
  | { readonly id: number; readonly int32: number }
  | { readonly id: number; readonly int64: number }
  | { readonly id: number; readonly text: string }
  | { readonly id: number; readonly struct: readonly ThriftField[] }
  | { readonly id: number; readonly int32s: readonly number[] }
  | { readonly id: number; readonly texts: readonly string[] }
  | { readonly id: number; readonly structs: readonly (readonly ThriftField[])[] }

const [INT32, INT64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12]

/** The bytes of a struct. Integers are below 2^53. */
export function thriftBytes(fields: readonly ThriftField[]): Uint8Array {
  const bytes: number[] = []
  writeStruct(bytes, fields)
  return Uint8Array.from(bytes)
}

function writeStruct(bytes: number[], fields: readonly ThriftField[]): void {
  let before = 0
  for (const field of fields) {
    bytes.push(((field.id - before) << 4) | typeOf(field))
    before = field.id
    writeValue(bytes, field)
  }
  bytes.push(0)
}

function typeOf(field: ThriftField): number {
  if ('int32' in field) return INT32
  if ('int64' in field) return INT64
  if ('text' in field) return BINARY
  return 'struct' in field ? STRUCT : LIST
}

function writeValue(bytes: number[], field: ThriftField): void {
  if ('int32' in field) writeVarint(bytes, field.int32 * 2)
  else if ('int64' in field) writeVarint(bytes, field.int64 * 2)
  else if ('text' in field) writeText(bytes, field.text)
  else if ('struct' in field) writeStruct(bytes, field.struct)
  else if ('int32s' in field) {
    writeListHead(bytes, field.int32s.length, INT32)
    for (const value of field.int32s) writeVarint(bytes, value * 2)
  } else if ('texts' in field) {
    writeListHead(bytes, field.texts.length, BINARY)
    for (const text of field.texts) writeText(bytes, text)
  } else {
    writeListHead(bytes, field.structs.length, STRUCT)
    for (const struct of field.structs) writeStruct(bytes, struct)
  }
}

function writeListHead(bytes: number[], length: number, type: number): void {
  if (length < 15) bytes.push((length << 4) | type)
  else {
    bytes.push(0xf0 | type)
    writeVarint(bytes, length)
  }
}

function writeText(bytes: number[], text: string): void {
  const encoded = new TextEncoder().encode(text)
  writeVarint(bytes, encoded.length)
  bytes.push(...encoded)
}

/** Of a number that is not negative, seven bits a byte, lowest first. (Signed integers are doubled before: zigzag of what is not negative.) */
function writeVarint(bytes: number[], value: number): void {
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  bytes.push(rest)
}

/** Fields of a struct by number: integers, texts as bytes, lists and structs. */
export type ThriftValue = number | Uint8Array | readonly ThriftValue[] | ThriftStruct
export type ThriftStruct = ReadonlyMap<number, ThriftValue>

/** What `thriftBytes` wrote, or any struct of the same kinds of field. Throws a RangeError where the bytes are none. */
export function readThrift(bytes: Uint8Array): ThriftStruct {
  return readStruct({ bytes, at: 0 })
}

type Cursor = { readonly bytes: Uint8Array; at: number }

function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++]
  if (byte === undefined) throw new RangeError('The bytes end within a value')
  return byte
}

function readVarint(cursor: Cursor): number {
  let value = 0
  for (let factor = 1; factor < 2 ** 53; factor *= 128) {
    const byte = readByte(cursor)
    value += (byte & 127) * factor
    if (byte < 128) return value
  }
  throw new RangeError('A number of more than 53 bits')
}

function readStruct(cursor: Cursor): ThriftStruct {
  const fields = new Map<number, ThriftValue>()
  for (let id = 0, head = readByte(cursor); head !== 0; head = readByte(cursor)) {
    if (head >> 4 === 0) throw new RangeError('A field without a number')
    id += head >> 4
    fields.set(id, readValue(cursor, head & 15))
  }
  return fields
}

function readValue(cursor: Cursor, type: number): ThriftValue {
  if (type === INT32 || type === INT64) return Math.floor(readVarint(cursor) / 2)
  if (type === STRUCT) return readStruct(cursor)
  if (type === BINARY) {
    const length = readVarint(cursor)
    const from = cursor.at
    cursor.at += length
    if (cursor.at > cursor.bytes.length) throw new RangeError('The bytes end within a text')
    return cursor.bytes.subarray(from, cursor.at)
  }
  if (type !== LIST) throw new RangeError(`A value of the unknown type ${type}`)
  const head = readByte(cursor)
  const length = head >> 4 === 15 ? readVarint(cursor) : head >> 4
  if (length > cursor.bytes.length) throw new RangeError('A list longer than its bytes')
  return Array.from({ length }, () => readValue(cursor, head & 15))
}
