/** `yyyymmdd-hh:mm:ss`, which the broker takes as UTC. A part of a second is rounded up: nothing before `timeMs` is left out. */
export function wireTime(timeMs: number): string {
  const iso = new Date(Math.ceil(timeMs / 1000) * 1000).toISOString()
  return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 19)}`
}

const STAMP = /^(\d{4})(\d\d)(\d\d)(?:-| {1,2})(\d\d):(\d\d):(\d\d)$/

/** The wall clock of `yyyymmdd-hh:mm:ss` as if it were UTC; NaN for anything else, also for a date that does not exist. */
export function readWireTime(text: string): number {
  const fields = STAMP.exec(text)
  if (fields === null) return Number.NaN
  const [, year, month, day, hour, minute, second] = fields.map(Number)
  const timeMs = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
  return wireTime(timeMs) === `${fields[1]}${fields[2]}${fields[3]}-${fields[4]}:${fields[5]}:${fields[6]}`
    ? timeMs
    : Number.NaN
}

const EPOCH = /^\d{9,11}$/

/** Whole seconds since 1970 (of 1973 and later: eight digits are a date); NaN for anything else. */
export function readEpoch(text: string): number {
  return EPOCH.test(text) ? Number(text) * 1000 : Number.NaN
}
