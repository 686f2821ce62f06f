export type LineReader = { readonly push: (text: string) => void; readonly end: () => void }

/** Cuts a stream of text into lines. A line beyond `mostCharacters` is dropped whole, so that nothing a process prints can fill the memory. */
export function createLineReader(mostCharacters: number, onLine: (line: string) => void): LineReader {
  let parts: string[] = []
  let length = 0
  const add = (text: string): void => {
    length += text.length
    if (length > mostCharacters) parts = []
    else parts.push(text)
  }
  const finish = (): void => {
    const line = parts.join('')
    const whole = length <= mostCharacters
    parts = []
    length = 0
    if (whole && line.trim() !== '') onLine(line)
  }
  return {
    push: (text) => {
      let from = 0
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
        add(text.slice(from, at))
        finish()
        from = at + 1
      }
      if (from < text.length) add(text.slice(from))
    },
    end: finish,
  }
}
