import { isDeviceName } from '../../../core/contract/deviceName.ts'

const LONGEST_SEGMENT_BYTES = 200
const LONGEST_PATH_BYTES = 1000
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const ODD_CHARACTER = /[\u0000-\u001f\u007f<>:"|?*\\]/

/**
 * What is wrong with a relative path, or null. Refuses what any of the three systems would read as something other than a plain
 * name below the root, so that a workspace can be carried from one to another.
 */
export function relativePathFault(path: string): string | null {
  if (path === '') return null
  if (path.startsWith('/')) return 'it is absolute'
  if (ODD_CHARACTER.test(path)) return 'it holds a control character, a backslash or one of < > : " | ? *'
  if (!path.isWellFormed()) return 'it is not well-formed Unicode'
  if (new TextEncoder().encode(path).length > LONGEST_PATH_BYTES) return 'it is too long'
  for (const segment of path.split('/')) {
    const fault = segmentFault(segment)
    if (fault !== null) return fault
  }
  return null
}

function segmentFault(segment: string): string | null {
  if (segment === '') return 'it holds an empty name'
  if (segment === '.' || segment === '..') return `it holds "${segment}"`
  if (/[. ]$/.test(segment)) return 'a name in it ends with a dot or a space'
  if (isDeviceName(segment)) return `"${segment}" is a device name`
  if (new TextEncoder().encode(segment).length > LONGEST_SEGMENT_BYTES) return 'a name in it is too long'
  return null
}
