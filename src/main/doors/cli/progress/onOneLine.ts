/** A file name or note may hold line ends or escape codes; on a terminal they would draw anywhere. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
