import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { createWorkspaceLocks } from '../../../src/main/adapters/files/workspaceLock.ts'
import { useTemporaryFolders } from './temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

let nowMs = Date.UTC(2026, 0, 1)
const locks = createWorkspaceLocks({ nowMs: () => nowMs, monotonicMs: () => 0 })

function holdInChild(root: string, holdMs = 60_000): ChildProcess {
  const script = join(import.meta.dirname, 'holdLock.ts')
  const child = spawn(process.execPath, [script, root, String(holdMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout!, 'data')
  return String(chunk)
}

function claimIn(root: string): { name: string; claim: Record<string, unknown> } {
  const name = readdirSync(root).find((file) => file.startsWith('workspace.lock.'))!
  return { name, claim: JSON.parse(readFileSync(join(root, name), 'utf8')) }
}

describe('one writer per workspace', () => {
  it('gives the lock once, names the holder, and gives it again after release', () => {
    const root = freshFolder()
    const first = locks.acquire(root, 'assay data import a')
    if (!first.ok) throw new Error(first.trouble.message)
    const second = locks.acquire(root, 'assay pipeline run a')
    expect(second.ok).toBe(false)
    if (second.ok) return
    expect(second.trouble.code).toBe('workspace-busy')
    expect(second.trouble.message).toContain('assay data import a')
    expect(second.trouble.message).toContain(`process ${process.pid} on ${hostname()}`)
    expect(second.trouble.message).toContain('since 2026-01-01T00:00:00.000Z')
    expect(locks.holder(root)).toMatchObject({ pid: process.pid, command: 'assay data import a' })
    first.value.release()
    expect(locks.holder(root)).toBeNull()
    const third = locks.acquire(root, 'again')
    expect(third.ok).toBe(true)
    if (third.ok) third.value.release()
    expect(readdirSync(root)).toEqual([])
  })

  it('keeps another process out, and is free at once when that process is killed', async () => {
    const root = freshFolder()
    const child = holdInChild(root)
    expect(await firstLine(child)).toMatch(/^held/)
    const meanwhile = locks.acquire(root, 'second')
    expect(!meanwhile.ok && meanwhile.trouble.code).toBe('workspace-busy')
    child.kill('SIGKILL')
    await once(child, 'exit')
    writeFileSync(join(root, '.half.csv.1-0-1.tmp'), 'half')
    const after = locks.acquire(root, 'second')
    expect(after.ok).toBe(true)
    if (after.ok) after.value.release()
    expect(readdirSync(root)).toEqual([])
  })

  it('never lets two of many hold at the same time', async () => {
    const root = freshFolder()
    const outputs = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const child = holdInChild(root, 30)
        let text = ''
        child.stdout!.on('data', (chunk) => {
          text += String(chunk)
        })
        await once(child, 'close')
        return text
      }),
    )
    const spans = outputs
      .filter((text) => text.startsWith('held'))
      .map((text) => [...text.matchAll(/\d+/g)].map(Number))
      .sort((a, b) => a[0]! - b[0]!)
    expect(spans.length).toBeGreaterThan(0)
    for (let next = 1; next < spans.length; next++)
      expect(spans[next]![0]!).toBeGreaterThanOrEqual(spans[next - 1]![1]!)
    expect(outputs.every((text) => /^(held|workspace-busy)/.test(text))).toBe(true)
    expect(readdirSync(root)).toEqual([])
  })
})

describe('a claim that counts for nothing', () => {
  const takeClaim = () => {
    const root = freshFolder()
    const held = locks.acquire(root, 'old')
    if (!held.ok) throw new Error(held.trouble.message)
    const { name, claim } = claimIn(root)
    held.value.release()
    const put = (change: Record<string, unknown>) =>
      writeFileSync(join(root, name), JSON.stringify({ ...claim, ...change }))
    return { root, name, put }
  }

  it.skipIf(process.platform !== 'linux')('is one whose process number now belongs to another process', () => {
    const { root, put } = takeClaim()
    put({})
    expect(locks.holder(root)).not.toBeNull()
    put({ startTicks: '1' })
    expect(locks.holder(root)).toBeNull()
    put({ bootId: 'before the last start of the machine' })
    expect(locks.holder(root)).toBeNull()
  })

  it('is one of another host that was not renewed for five minutes', () => {
    const { root, put } = takeClaim()
    put({ host: 'another', renewedMs: nowMs })
    expect(locks.holder(root)).toMatchObject({ host: 'another' })
    nowMs += 301_000
    expect(locks.holder(root)).toBeNull()
    expect(locks.acquire(root, 'new').ok).toBe(true)
    expect(readdirSync(root).length).toBe(1)
  })

  it('is one that can not be read', () => {
    const { root, name } = takeClaim()
    writeFileSync(join(root, name), '{"pid":')
    expect(locks.holder(root)).toBeNull()
  })
})

it.each([
  ['EROFS', 'not-writable'],
  ['ENOSPC', 'disk-full'],
])('a folder that can not be written (%s) is %s', (errno, code) => {
  const openSync = () => {
    throw Object.assign(new Error(errno), { code: errno })
  }
  const broken = createWorkspaceLocks({ nowMs: () => nowMs, monotonicMs: () => 0 }, { ...fs, openSync })
  const lock = broken.acquire(freshFolder(), 'x')
  expect(!lock.ok && lock.trouble.code).toBe(code)
})
