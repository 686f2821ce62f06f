import type { Hash } from '../../../core/contract/hash.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { Images } from '../ports/images.ts'
import type { Ledger } from '../ports/ledger.ts'

/** What a backtest needs beside the workspace's store. */
export type BacktestPorts = DataPorts & { readonly hash: Hash; readonly ledger: Ledger; readonly images: Images }
