import { writeFileSync } from 'node:fs'

/** Stands in for the command line and misbehaves as its third word says. */
const [home = '', , mode = '', file = ''] = process.argv.slice(2)
const beat = { type: 'beat', stage: 's', done: 1, total: 2, elapsedMs: 1, etaMs: null, note: 'é' }
const say = (text: string) => process.stderr.write(text)
const end = (document: unknown) => process.stdout.write(JSON.stringify(document))
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

if (mode === 'words') end({ ok: true, data: { words: process.argv.slice(2), direct: process.env.ASSAY_DIRECT } })
if (mode === 'pieces') {
  const line = Buffer.from(`${JSON.stringify(beat)}\n`)
  const cut = line.indexOf(0xc3) + 1
  process.stderr.write(line.subarray(0, cut))
  await sleep(50)
  process.stderr.write(line.subarray(cut))
  say(`${JSON.stringify({ ...beat, done: 2 })}\r\n\n${JSON.stringify({ type: 'note', text: 'no line end' })}`)
  await sleep(50)
  process.stdout.write('{"ok":true,')
  await sleep(50)
  process.stdout.write('"data":[1,2]}\n')
}
if (mode === 'noise') {
  say('(node:1) Warning: something\n{"type":"beat"}\n{"type":"note","text":7}\n[1]\nnull\n')
  say(`${'x'.repeat(3_000_000)}\n${JSON.stringify({ type: 'note', text: 'after' })}\n`)
  end({ ok: false, error: { code: 'no-data', message: 'There is nothing.', hint: 'Import.' } })
  process.exitCode = 1
}
if (mode === 'nothing') process.exitCode = 7
if (mode === 'done-nothing') process.exitCode = 0
if (mode === 'garbage') process.stdout.write('{"ok":tr')
if (mode === 'two') process.stdout.write('{"ok":true,"data":1}{"ok":true,"data":2}')
if (mode === 'flood') {
  for (let part = 0; part < 20; part++) process.stdout.write('y'.repeat(1_000_000))
}
if (mode === 'memory') {
  say('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n')
  process.kill(process.pid, 'SIGABRT')
  await sleep(10_000)
}
if (mode === 'polite' || mode === 'stubborn') {
  let signals = 0
  process.on('SIGINT', () => {
    signals++
    if (mode === 'stubborn') return
    setTimeout(() => {
      end({ ok: false, error: { code: 'cancelled', message: `Cancelled by ${signals}.`, hint: '' } })
      clearInterval(alive)
    }, 200)
  })
  const alive = setInterval(() => {}, 1_000)
  say(`${JSON.stringify(beat)}\n`)
}
if (mode === 'orphan') {
  writeFileSync(file, `${process.pid} ${home}`)
  process.stderr.on('error', () => process.exit())
  setInterval(() => say(`${JSON.stringify(beat)}\n`), 50)
}
