import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '@hospital/access/viewer'
import { linkExpiry, signFileUrl } from './link.ts'
import { filesPlugin } from './plugin.ts'
import { readReceipt } from './receipt.ts'
import { mp4Video, wav, webm } from '../test/recordings.ts'

const key = randomBytes(32).toString('base64url')
const now = () => new Date()
const READER: Viewer = { kind: 'PATIENT', accountId: 'mallory', patientIds: [], sessionId: 'reader', permissions: [] }
const SCRIPT = '<script>alert(document.domain)</script>'
let app: FastifyInstance
let base: string
let dataFolder: string

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'files-'))
  app = Fastify()
  await app.register(filesPlugin, {
    dataFolder, fileKey: key, now, allowedOrigins: [], verifyTicket: async (ticket: string) => ticket, sessionOf: async () => 'reader', allowance: { uploads: 60, bytes: 40 * 1024 * 1024 },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await app.close()
  await rm(dataFolder, { recursive: true })
})

const OWNER = 'account:mallory'
const headersOf = (owner: string, more: Record<string, string> = {}) => ({ 'tus-resumable': '1.0.0', authorization: `Bearer ${owner}`, ...more })
const meta = (pairs: Record<string, string>) => Object.entries(pairs).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
const create = (length: number | string, more: Record<string, string> = {}, owner = OWNER) => fetch(`${base}/uploads`, { method: 'POST', headers: headersOf(owner, { 'upload-length': String(length), ...more }) })

async function send(bytes: Buffer, more: Record<string, string> = {}, owner = OWNER): Promise<Response> {
  const created = await create(bytes.length, more, owner)
  if (created.status !== 201) return created
  return fetch(base + created.headers.get('location'), { method: 'PATCH', headers: headersOf(owner, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }), body: new Uint8Array(bytes) })
}

async function served(response: Response, owner = OWNER) {
  const receipt = (await readReceipt(key, response.headers.get('upload-receipt')!, owner, now()))!
  const shown = await fetch(base + signFileUrl(key, READER, receipt.fileId, linkExpiry(now())))
  return { receipt, headers: shown.headers, bytes: Buffer.from(await shown.arrayBuffer()) }
}

const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' | 'avif', edge = 64) => sharp({ create: { width: edge, height: edge, channels: 3, background: '#0b6b8a' } }).toFormat(format)

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
/** A picture that claims a size, with whatever stands for its rows. */
function png(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.writeUInt8(1, 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}
/** 400 million pixels in some fifty kilobytes. */
const bomb = () => png(20_000, 20_000, deflateSync(Buffer.alloc(20_000 * 2_501), { level: 9 }))
const ZIP = Buffer.from('504b0304140000000800', 'hex')
const truncated = async () => { const whole = await picture('jpeg', 600).toBuffer(); return whole.subarray(0, whole.length / 2) }

describe('[R16] hostile files', () => {
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['a page', () => Buffer.from(`<!doctype html><html>${SCRIPT}</html>`)],
    ['a page that begins as a JPEG does', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(SCRIPT)])],
    ['a page that begins as a PNG does', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(SCRIPT)])],
    ['an SVG with a script', () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)],
    ['an SVG behind a byte-order mark and an XML head', () => Buffer.from(`\uFEFF<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`)],
    ['a compressed SVG', () => gzipSync(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
    ['a picture that unfolds to 400 million pixels', bomb],
    ['a picture that claims four thousand million pixels', () => png(65_535, 65_535, deflateSync(Buffer.alloc(100)))],
    ['a picture whose rows unfold without end', () => png(16, 16, deflateSync(Buffer.alloc(50_000_000)).subarray(0, 20_000))],
    ['half a JPEG', truncated],
    ['a GIF', async () => picture('gif').toBuffer()],
    ['a TIFF', async () => picture('tiff').toBuffer()],
    ['a program for Windows', () => Buffer.concat([Buffer.from('MZ'), randomBytes(600)])],
    ['a program for Linux', () => Buffer.concat([Buffer.from('7f454c46020101', 'hex'), randomBytes(600)])],
    ['a shell script', () => Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['an archive', () => Buffer.concat([ZIP, randomBytes(600)])],
    ['a compressed bomb', () => gzipSync(Buffer.alloc(20_000_000))],
    ['a PDF with a script', () => Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')],
    ['a PostScript', () => Buffer.from('%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n')],
    ['a film in a container of voice', mp4Video],
    ['sound that is none', () => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from(SCRIPT)])],
    ['an icon', () => Buffer.concat([Buffer.from('000001000100', 'hex'), randomBytes(200)])],
    ['nothing but zeros', () => Buffer.alloc(4_096)],
    ['text', () => Buffer.from('hello')],
    ['a web template', () => Buffer.from('<?php system($_GET["c"]); ?>')],
  ])('%s is refused, and nothing of it stays', async (_what, make) => {
    const answer = await send(await make(), { 'upload-metadata': meta({ filename: 'photo.jpg', filetype: 'image/jpeg', kind: 'image' }) })
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([415, 'FILE_TYPE'])
    expect(await readdir(join(dataFolder, 'files/unfinished'))).toEqual([])
  })

  it.each<[string, () => Promise<Buffer>, string]>([
    ['a JPEG with a page behind it', async () => Buffer.concat([await picture('jpeg').toBuffer(), Buffer.from(SCRIPT)]), SCRIPT],
    ['a PNG with an archive behind it', async () => Buffer.concat([await picture('png').toBuffer(), ZIP, Buffer.from('hidden-archive')]), 'hidden-archive'],
    ['a PNG with a page in its text', async () => { const whole = await picture('png').toBuffer(); return Buffer.concat([whole.subarray(0, 33), chunk('tEXt', Buffer.from(`Comment\0${SCRIPT}`)), whole.subarray(33)]) }, SCRIPT],
    ['a JPEG that says where it was taken', () => picture('jpeg').withExif({ IFD0: { Copyright: 'my-home' }, IFD3: { GPSLatitude: '31/1 0/1 0/1' } }).toBuffer(), 'my-home'],
    ['a WebP with a page in its XMP', () => picture('webp').withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${SCRIPT}</x:xmpmeta>`).toBuffer(), SCRIPT],
  ])('%s is kept as the picture alone', async (_what, make, hidden) => {
    const bytes = await make()
    expect(bytes.includes(hidden)).toBe(true)
    const { bytes: kept, headers } = await served(await send(bytes))
    expect(kept.includes(hidden)).toBe(false)
    expect(headers.get('content-type')).toBe('image/webp')
    const { exif, xmp, icc, format } = await sharp(kept).metadata()
    expect([format, exif, xmp, icc]).toEqual(['webp', undefined, undefined, undefined])
  })

  it('whatever is served stays what it is said to be, opens nothing, and is kept by nobody between', async () => {
    for (const bytes of [await picture('png').toBuffer(), wav(1), webm(1)]) {
      const { headers } = await served(await send(bytes))
      expect(headers.get('content-type')).toMatch(/^(image\/webp|audio\/(wav|webm))$/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('cache-control')).toMatch(/^private/)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it.each<[string, () => Promise<Response>, number[]]>([
    ['an owner of the sender’s choice', async () => send(await picture('png').toBuffer(), { 'upload-metadata': meta({ owner: 'account:victim' }) }), [204]],
    ['a path for a name', async () => send(await picture('png').toBuffer(), { 'upload-metadata': meta({ filename: '../../../../etc/cron.d/x', id: '../keys.json', relativePath: '/etc/passwd' }) }), [204]],
    ['metadata that is none', () => create(10, { 'upload-metadata': '!!! ,, =' }), [400]],
    ['no length', () => create(0), [400]],
    ['a negative length', () => create(-1), [400]],
    ['a length that is no number', () => create('1e3'), [400]],
    ['a length beyond all', () => create('999999999999999999999'), [400, 413]],
    ['a length told later', () => fetch(`${base}/uploads`, { method: 'POST', headers: headersOf(OWNER, { 'upload-defer-length': '1' }) }), [400]],
    ['an upload put together of others', () => create(10, { 'upload-concat': 'final;/uploads/a /uploads/b' }), [400, 501]],
    ['a path for an upload', () => fetch(`${base}/uploads/..%2f..%2fkeys.json`, { method: 'HEAD', headers: headersOf(OWNER) }), [404]],
    ['another method in disguise', () => fetch(`${base}/uploads/01900000-0000-7000-8000-000000000000`, { method: 'PATCH', headers: headersOf(OWNER, { 'x-http-method-override': 'DELETE', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }), body: 'x' }), [404]],
  ])('%s gains nothing', async (_what, ask, statuses) => {
    const answer = await ask()
    expect(statuses).toContain(answer.status)
    if (answer.status === 204) expect((await served(answer)).receipt.owner).toBe(OWNER)
  })

  it('more bytes than announced are not taken', async () => {
    const { headers } = await create(10)
    const answer = await fetch(base + headers.get('location'), { method: 'PATCH', headers: headersOf(OWNER, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }), body: new Uint8Array(5_000_000) }).catch(() => ({ status: 413 }))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await fetch(base + headers.get('location'), { method: 'DELETE', headers: headersOf(OWNER) })
  })

  it('nobody fills the disk: a day’s uploads and bytes are counted by account', async () => {
    const announce = (owner: string, length: number) => create(length, {}, owner).then(({ status }) => status)
    const greedy: number[] = []
    for (let i = 0; i < 5; i++) greedy.push(await announce('account:greedy', 9 * 1024 * 1024))
    expect(greedy).toEqual([201, 201, 201, 201, 429])
    const many = await Promise.all(Array.from({ length: 70 }, () => announce('account:many', 10)))
    expect(many.filter((status) => status === 201).length).toBeLessThanOrEqual(60)
    expect(many.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10)
    expect(await announce('account:modest', 10)).toBe(201)
  })
})
