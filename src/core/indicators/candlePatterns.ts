import type { Candle } from './candles.ts'

/** The newest bar first, then the one before it, and so on. */
type Recent = readonly Candle[]

/** A pattern of candles: how many bars it looks at, whether it asks what was usual, and its answer: 1 bullish or present, -1 bearish, 0 none. */
export type CandlePattern = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly source: string
  readonly formula: string
  readonly span: number
  readonly needsUsual: boolean
  readonly of: (recent: Recent) => number
}

const TA_LIB = 'Nison (1991), with the thresholds of TA-Lib'

const isShort = ({ body, usualBody }: Candle) => body <= usualBody
const isLong = ({ body, usualBody }: Candle) => body > usualBody
const hasNoUpperShadow = ({ upperShadow, usualRange }: Candle) => upperShadow < 0.1 * usualRange
const hasNoLowerShadow = ({ lowerShadow, usualRange }: Candle) => lowerShadow < 0.1 * usualRange
const near = ({ usualRangeOfFive }: Candle) => 0.2 * usualRangeOfFive
const far = ({ usualRangeOfFive }: Candle) => 0.6 * usualRangeOfFive
const colour = ({ isWhite }: Candle) => (isWhite ? 1 : -1)

function hasLongLowerShadow(candle: Candle): boolean {
  return candle.body < candle.usualBody && candle.lowerShadow > candle.body && hasNoUpperShadow(candle)
}

function hasLongUpperShadow(candle: Candle): boolean {
  return candle.body < candle.usualBody && candle.upperShadow > candle.body && hasNoLowerShadow(candle)
}

/** Long and short: body above, or not above, the mean of the ten before; no shadow: under a tenth of their mean range; near, far: 0.2, 0.6 of the mean range of the five before. */
export const CANDLE_PATTERNS: readonly CandlePattern[] = [
  pattern('DOJI', 'Doji', 1, true, 'body <= 0.1 usual range', ([bar]) => (bar!.body <= 0.1 * bar!.usualRange ? 1 : 0)),
  pattern('MARUBOZU', 'Marubozu', 1, true, 'long body without shadows; its colour', ([bar]) =>
    isLong(bar!) && hasNoUpperShadow(bar!) && hasNoLowerShadow(bar!) ? colour(bar!) : 0,
  ),
  pattern('SPINNING_TOP', 'Spinning top', 1, true, 'short body, both shadows longer than it; its colour', ([bar]) =>
    bar!.body < bar!.usualBody && bar!.upperShadow > bar!.body && bar!.lowerShadow > bar!.body ? colour(bar!) : 0,
  ),
  pattern(
    'HAMMER',
    'Hammer',
    2,
    true,
    'short body with a long lower shadow and no upper, at or under the low before',
    ([bar, last]) => (hasLongLowerShadow(bar!) && bar!.bottom <= last!.low + near(last!) ? 1 : 0),
  ),
  pattern('HANGING_MAN', 'Hanging man', 2, true, 'a hammer at or over the high before', ([bar, last]) =>
    hasLongLowerShadow(bar!) && bar!.bottom >= last!.high - near(last!) ? -1 : 0,
  ),
  pattern(
    'SHOOTING_STAR',
    'Shooting star',
    2,
    true,
    'short body with a long upper shadow and no lower, its body above that before',
    ([bar, last]) => (hasLongUpperShadow(bar!) && bar!.bottom > last!.top ? -1 : 0),
  ),
  pattern(
    'INVERTED_HAMMER',
    'Inverted hammer',
    2,
    true,
    'a shooting star with its body below that before',
    ([bar, last]) => (hasLongUpperShadow(bar!) && bar!.top < last!.bottom ? 1 : 0),
  ),
  pattern(
    'ENGULFING',
    'Engulfing',
    2,
    false,
    'body of the other colour that covers the one before on both sides; its colour',
    ([bar, last]) =>
      bar!.isWhite !== last!.isWhite && bar!.top > last!.top && bar!.bottom < last!.bottom ? colour(bar!) : 0,
  ),
  pattern(
    'HARAMI',
    'Harami',
    2,
    true,
    'short body inside a long one before; against the colour of that',
    ([bar, last]) =>
      isLong(last!) && isShort(bar!) && bar!.top < last!.top && bar!.bottom > last!.bottom ? -colour(last!) : 0,
  ),
  pattern(
    'PIERCING',
    'Piercing line',
    2,
    true,
    'long white after long black, opened under its low, closed inside its body above the middle',
    ([bar, last]) =>
      isLong(last!) &&
      !last!.isWhite &&
      isLong(bar!) &&
      bar!.isWhite &&
      bar!.open < last!.low &&
      bar!.close < last!.open &&
      bar!.close > last!.close + 0.5 * last!.body
        ? 1
        : 0,
  ),
  pattern(
    'DARK_CLOUD',
    'Dark cloud cover',
    2,
    true,
    'black after long white, opened over its high, closed inside its body below the middle',
    ([bar, last]) =>
      isLong(last!) &&
      last!.isWhite &&
      !bar!.isWhite &&
      bar!.open > last!.high &&
      bar!.close > last!.open &&
      bar!.close < last!.close - 0.5 * last!.body
        ? -1
        : 0,
  ),
  pattern(
    'MORNING_STAR',
    'Morning star',
    3,
    true,
    'long black, short body below it, then a white of more than a short body that closes 0.3 into the first',
    ([bar, star, first]) =>
      isLong(first!) &&
      !first!.isWhite &&
      isShort(star!) &&
      star!.top < first!.bottom &&
      isLong(bar!) &&
      bar!.isWhite &&
      bar!.close > first!.close + 0.3 * first!.body
        ? 1
        : 0,
  ),
  pattern(
    'EVENING_STAR',
    'Evening star',
    3,
    true,
    'long white, short body above it, then a black of more than a short body that closes 0.3 into the first',
    ([bar, star, first]) =>
      isLong(first!) &&
      first!.isWhite &&
      isShort(star!) &&
      star!.bottom > first!.top &&
      isLong(bar!) &&
      !bar!.isWhite &&
      bar!.close < first!.close - 0.3 * first!.body
        ? -1
        : 0,
  ),
  pattern(
    'THREE_WHITE_SOLDIERS',
    'Three white soldiers',
    3,
    true,
    'three white bars without upper shadow, each opened in or near the body before and closed higher, none far shorter',
    whiteSoldiers,
  ),
  pattern(
    'THREE_BLACK_CROWS',
    'Three black crows',
    4,
    true,
    'after a white bar three black ones without lower shadow, each opened in the body before and closed lower',
    blackCrows,
  ),
]

function pattern(
  word: string,
  title: string,
  span: number,
  needsUsual: boolean,
  formula: string,
  of: CandlePattern['of'],
): CandlePattern {
  const joined = `CDL${word.replaceAll('_', '')}`
  return { name: `CDL_${word}`, aliases: [joined, word], title, source: TA_LIB, formula, span, needsUsual, of }
}

function whiteSoldiers([third, second, first]: Recent): number {
  const bars = [first!, second!, third!]
  const opensWell = (bar: Candle, before: Candle) => bar.open > before.open && bar.open <= before.close + near(before)
  const isThere =
    bars.every((bar) => bar.isWhite && hasNoUpperShadow(bar)) &&
    third!.close > second!.close &&
    second!.close > first!.close &&
    opensWell(second!, first!) &&
    opensWell(third!, second!) &&
    second!.body > first!.body - far(first!) &&
    third!.body > second!.body - far(second!) &&
    isLong(third!)
  return isThere ? 1 : 0
}

function blackCrows([third, second, first, white]: Recent): number {
  const bars = [first!, second!, third!]
  const opensInside = (bar: Candle, before: Candle) => bar.open < before.open && bar.open > before.close
  const isThere =
    white!.isWhite &&
    bars.every((bar) => !bar.isWhite && hasNoLowerShadow(bar)) &&
    opensInside(second!, first!) &&
    opensInside(third!, second!) &&
    white!.high > first!.close &&
    first!.close > second!.close &&
    second!.close > third!.close
  return isThere ? -1 : 0
}
