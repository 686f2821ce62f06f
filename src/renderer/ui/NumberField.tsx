import { NumberInput, type NumberInputProps } from '@mantine/core'
import type { ClipboardEvent } from 'react'
import { numberMarks, pastedNumber } from './numberMarks.ts'

const MARKS = numberMarks()

type NumberFieldProps = Omit<
  NumberInputProps,
  'decimalSeparator' | 'thousandSeparator' | 'allowedDecimalSeparators' | 'onPaste'
> & {
  /** Groups its digits: for amounts, never for names such as a port. */
  readonly grouped?: boolean
}

/** A number as the browser's language writes it. A point or comma that groups nothing is taken as the decimal mark. */
export function NumberField({ grouped = false, ...props }: NumberFieldProps) {
  const group = grouped ? MARKS.group : ''
  return (
    <NumberInput
      {...props}
      decimalSeparator={MARKS.decimal}
      thousandSeparator={group}
      allowedDecimalSeparators={['.', ',', MARKS.decimal].filter((mark) => mark !== group)}
      onPaste={(event) => takePasted(event, props)}
    />
  )
}

/** The field itself drops marks it does not know, which would make 25 of `0,25`. A whole field that is pasted over is read here. */
function takePasted(
  event: ClipboardEvent<HTMLInputElement>,
  { onChange, allowDecimal = true }: NumberInputProps,
): void {
  const field = event.currentTarget
  const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length
  const value = pastedNumber(event.clipboardData.getData('text'), MARKS)
  if (onChange === undefined || !isWhole || value === null || (!allowDecimal && !Number.isInteger(value))) return
  event.preventDefault()
  onChange(value)
}
