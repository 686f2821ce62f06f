import type { Trouble } from '../../core/outcome/outcome.ts'

/** For the clipboard. */
export function troubleText({ code, message, hint }: Trouble): string {
  return [`${code}: ${message}`, ...(hint === '' ? [] : [hint])].join('\n')
}
