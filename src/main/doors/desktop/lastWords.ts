const MOST_CHARACTERS = 300

/** The last line that a process said before it ended. */
export function createLastWords() {
  let tail = ''
  return {
    add: (text: string): void => {
      tail = `${tail}${text}`.slice(-4 * MOST_CHARACTERS)
    },
    text: (): string => (tail.trim().split('\n').at(-1) ?? '').trim().slice(0, MOST_CHARACTERS),
  }
}
