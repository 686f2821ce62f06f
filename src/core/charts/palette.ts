export type Theme = 'light' | 'dark'

export type Palette = {
  readonly background: string
  readonly text: string
  readonly muted: string
  readonly gridLine: string
  readonly axisLine: string
  readonly gain: string
  readonly loss: string
  readonly lines: readonly string[]
  readonly band: string
  readonly drawdownFill: string
  readonly histogram: string
  readonly histogramLoss: string
  readonly warningFill: string
  readonly warningText: string
  readonly boundFill: string
  readonly boundText: string
  readonly chipFill: string
}

/** Blue and orange stay apart for every common colour blindness (Okabe and Ito 2008). */
const LIGHT: Palette = {
  background: '#ffffff',
  text: '#18212d',
  muted: '#566273',
  gridLine: '#e4e8ee',
  axisLine: '#9aa5b4',
  gain: '#0072b2',
  loss: '#d55e00',
  lines: ['#0072b2', '#6b7684', '#00835f', '#a8437f', '#b07800'],
  band: '#a9cfe8',
  drawdownFill: '#f6c9a8',
  histogram: '#8fb9d6',
  histogramLoss: '#f0b184',
  warningFill: '#ffe08a',
  warningText: '#4a3500',
  boundFill: '#7a1f5c',
  boundText: '#ffffff',
  chipFill: '#eef1f5',
}

const DARK: Palette = {
  background: '#12171f',
  text: '#e8edf4',
  muted: '#a3afbf',
  gridLine: '#28303c',
  axisLine: '#667385',
  gain: '#56b4e9',
  loss: '#f08a3c',
  lines: ['#56b4e9', '#a3afbf', '#3fcf9f', '#e08fc0', '#e6b94a'],
  band: '#24465e',
  drawdownFill: '#5c3517',
  histogram: '#3f6f90',
  histogramLoss: '#8f5a2c',
  warningFill: '#f2c744',
  warningText: '#2b1f00',
  boundFill: '#c25a9c',
  boundText: '#1a0813',
  chipFill: '#222a35',
}

export function palette(theme: Theme): Palette {
  return theme === 'light' ? LIGHT : DARK
}
