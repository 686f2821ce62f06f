import type { ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'

/** `takes`: what a file that is brought in must be. */
export const FORMAT_WORDS: Readonly<
  Record<
    ExchangeFormat,
    { readonly title: string; readonly choice: string; readonly takes: string; readonly endings: readonly string[] }
  >
> = {
  onnx: {
    title: 'ONNX',
    choice: 'ONNX: every kind of model',
    takes: 'An ONNX model: rows of the matrix’s columns in, one number a row out',
    endings: ['onnx'],
  },
  xgboost: {
    title: 'XGBoost',
    choice: 'XGBoost: trees, as JSON',
    takes: 'A model.json of XGBoost',
    endings: ['json'],
  },
  lightgbm: {
    title: 'LightGBM',
    choice: 'LightGBM: trees, as text',
    takes: 'A model file of LightGBM',
    endings: ['txt'],
  },
}
