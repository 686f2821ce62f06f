import { InvalidArgumentError } from 'commander'

export function numberFlag(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.')
  return value
}

export function wholeNumberFlag(text: string): number {
  const value = numberFlag(text)
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number.')
  return value
}

export function positiveWholeNumberFlag(text: string): number {
  const value = wholeNumberFlag(text)
  if (value < 1) throw new InvalidArgumentError('It must be a whole number from 1.')
  return value
}

export function positiveNumberFlag(text: string): number {
  const value = numberFlag(text)
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}
