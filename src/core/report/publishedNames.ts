export const README_FILE = 'README.txt'
export const SUMMARY_FILE = 'reports/final_output_summary.json'

/** The two charts of a bundle; symbols in lower case, anything but letters and digits as `-`. */
export function chartFiles(
  primary: string,
  secondary: string,
): { readonly simulation: string; readonly realMl: string } {
  const pair = `${fileWord(primary)}_${fileWord(secondary)}`
  return {
    simulation: `charts/01_step2_ml_simulation_${pair}.png`,
    realMl: `charts/02_step3_real_ml_${pair}.png`,
  }
}

function fileWord(symbol: string): string {
  const word = symbol
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return word === '' ? 'x' : word
}
