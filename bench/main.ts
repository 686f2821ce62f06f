import process from 'node:process'
import type { Bench } from './figure.ts'

type Entry = { readonly about: string; readonly load: () => Promise<{ readonly run: Bench }> }

/** A new bench is a module here that exports `run`, and a line in this list. */
const BENCHES: ReadonlyMap<string, Entry> = new Map([
  [
    'boosting',
    {
      about: '200,000 x 50, 100 trees of depth 6, beside XGBoost on 1 and 2 threads; 1,000,000 predictions',
      load: () => import('./boosting.ts'),
    },
  ],
  [
    'calibration',
    { about: 'verdicts on noise and on planted edges, many seeds each', load: () => import('./calibration.ts') },
  ],
  ['cancel', { about: 'how long a running pipeline takes to end when cancelled', load: () => import('./cancel.ts') }],
  [
    'discovery',
    {
      about:
        '200 data sets of noise without, 20 with a planted edge: what a discovery finds among 500 to 1,000 hypotheses',
      load: () => import('./discovery.ts'),
    },
  ],
  [
    'discovery-real',
    {
      about: 'BTC+ETH by the hour with funding: time and peak memory of a discovery, and what is left of it',
      load: () => import('./discoveryReal.ts'),
    },
  ],
  [
    'download',
    {
      about: 'six years of two symbols from a gateway that fails at random: the same bytes as from one that does not',
      load: () => import('./download.ts'),
    },
  ],
  [
    'download-cost',
    { about: 'CPU time of a downloading process for each chunk of bars', load: () => import('./downloadCost.ts') },
  ],
  [
    'download-kills',
    { about: 'a download killed again and again makes the same bytes', load: () => import('./downloadKills.ts') },
  ],
  [
    'features',
    {
      about: '14 factors of 800 symbols over 14 years: computed and stored, then from the feature store',
      load: () => import('./features.ts'),
    },
  ],
  ['import', { about: 'import of 10 million minute bars: time and peak memory', load: () => import('./import.ts') }],
  [
    'indicators',
    {
      about: '20 indicators over 1,000,000 bars beside C; 14 factors of 800 symbols over 14 years',
      load: () => import('./indicators.ts'),
    },
  ],
  ['kills', { about: 'a run killed again and again publishes the same bytes', load: () => import('./kills.ts') }],
  ['l2', { about: 'level-2 events a second through the engine, and from the file', load: () => import('./l2.ts') }],
  [
    'leaks',
    {
      about: '30 planted leaks and 30 clean cases before the scan that every result carries, on five markets',
      load: () => import('./leaks.ts'),
    },
  ],
  ['leaderboard', { about: '100,000 entries filtered, judged and sorted', load: () => import('./leaderboard.ts') }],
  [
    'lstm',
    {
      about: 'an epoch of an LSTM beside plain loops, and of the other networks',
      load: () => import('./lstm.ts'),
    },
  ],
  [
    'nulls',
    {
      about: 'searches of 50 strategies of noise: winners past the deflated bar, mean probability of overfitting',
      load: () => import('./nulls.ts'),
    },
  ],
  [
    'pipeline',
    {
      about: 'BTC+ETH and SPY+QQQ hourly, from files to bundle: time, peak memory, isolation',
      load: () => import('./pipeline.ts'),
    },
  ],
  [
    'snooping',
    {
      about: 'reality check, SPA, step-down and bootstrap p-values over 1,000 simulations without any mean',
      load: () => import('./snooping.ts'),
    },
  ],
  [
    'strength',
    { about: 'the true Sharpe ratio of the planted edge at each stated strength', load: () => import('./strength.ts') },
  ],
  [
    'sweep',
    {
      about: '`assay sweep run`: the stated sums, one worker beside two, a million configurations',
      load: () => import('./sweep.ts'),
    },
  ],
  [
    'w6',
    { about: 'the event engine on the stated moving-average cross: bars a second', load: () => import('./w6.ts') },
  ],
  [
    'vector',
    {
      about: 'the vector engine bar by bar: 10 instruments of 100,000 bars, 100 of 10 years',
      load: () => import('./vector.ts'),
    },
  ],
  [
    'workbench',
    {
      about: 'the window over 1,000,000 bars: start, first candles, pan and zoom, memory, input while a job runs',
      load: () => import('./workbench.ts'),
    },
  ],
  ['w1', { about: 'one moving-average cross with its trades and equity, beside C', load: () => import('./w1.ts') }],
  ['w2', { about: '1,000 moving-average crosses with their figures, beside C', load: () => import('./w2.ts') }],
  ['w7', { about: '10,000 stationary resamples of 5,000 returns, beside C', load: () => import('./w7.ts') }],
])

const [name = '', ...words] = process.argv.slice(2)
const entry = BENCHES.get(name)

if (entry) {
  const figures = await (await entry.load()).run(words)
  for (const { name, value, unit, goal, ok } of figures)
    console.log(`${name} ${Number(value.toPrecision(6))} ${unit} ${goal} ${ok ? 'ok' : 'short'}`)
  process.exitCode = figures.length > 0 && figures.every(({ ok }) => ok) ? 0 : 1
} else {
  if (name !== '') console.error(`There is no bench "${name}".`)
  console.log('npm run bench -- NAME [options of the bench]\n')
  for (const [known, { about }] of BENCHES) console.log(`  ${known.padEnd(15)} ${about}`)
  process.exitCode = name === '' ? 0 : 2
}
