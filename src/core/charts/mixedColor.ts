/** `#rrggbb` on the straight line from one colour to another; `share` 0 is the first, 1 the second. */
export function mixedColor(from: string, to: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => {
    const value = Math.round(part(from, at) + (part(to, at) - part(from, at)) * share)
    return value.toString(16).padStart(2, '0')
  })
  return `#${mixed.join('')}`
}
