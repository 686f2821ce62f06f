/** In which models go to other programs and come from them. */
export const EXCHANGE_FORMATS = ['onnx', 'xgboost', 'lightgbm'] as const
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number]
