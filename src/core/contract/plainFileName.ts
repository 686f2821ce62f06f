import { isDeviceName } from './deviceName.ts'

/** Of four bytes at most each: below what file systems take, with room for a temporary ending. */
const MOST_CHARACTERS = 48
/** Letters and digits of any script, and what no file system, shell or page reads as something else. */
const ODD = /[^\p{L}\p{N}._ ()+-]+/gu

/** A name that somebody gave, as one that is safe everywhere: `../a<b>.csv` becomes `a_b_.csv`. Never empty, never hidden, its ending kept. */
export function plainFileName(given: string): string {
  const last = given.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(ODD, '_')
    .replace(/^[. -]+/, '')
    .replace(/[. ]+$/, '')
  const name = plain === '' || isDeviceName(plain) ? `file_${plain}` : plain
  return shortened(name)
}

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= MOST_CHARACTERS) return name
  const ending = /(?:\.[A-Za-z0-9]{1,8}){1,2}$/.exec(name)?.[0] ?? ''
  return `${characters.slice(0, MOST_CHARACTERS - ending.length).join('')}${ending}`
}
