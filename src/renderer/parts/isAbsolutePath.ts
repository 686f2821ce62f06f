/** `/data/a.csv`, `C:\data\a.csv`, `\\server\data\a.csv`. */
export function isAbsolutePath(path: string): boolean {
  return /^(\/.|[A-Za-z]:[\\/].|\\\\.)/.test(path.trim())
}
