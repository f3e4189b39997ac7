import { mkdir, mkdtemp, readdir, rename, rm, writeFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANONYMOUS, service, type Viewer } from '@hospital/access/viewer'
import { linkExpiry, signFileUrl } from './link.ts'
import { filesPlugin } from './plugin.ts'
import { readReceipt } from './receipt.ts'
import { acceptUpload, removeUnused } from './use.ts'
import { amr, mp4Video, wav, webm } from '../test/recordings.ts'

const key = randomBytes(32).toString('base64url')
const ORIGIN = 'http://127.0.0.1:3000'
let offsetMs = 0
const now = () => new Date(Date.now() + offsetMs)
let app: FastifyInstance
let base: string
let dataFolder: string

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'files-'))
  app = Fastify()
  await app.register(filesPlugin, {
    dataFolder, fileKey: key, now, allowedOrigins: [ORIGIN],
    verifyTicket: async (ticket) => (ticket.startsWith('ticket of ') ? ticket.slice('ticket of '.length) : undefined),
    sessionOf: async (authorization) => /^Bearer session (.+)$/.exec(authorization ?? '')?.[1],
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await app.close()
  await rm(dataFolder, { recursive: true })
})

const tus = { 'tus-resumable': '1.0.0' }
const by = (owner: string) => ({ ...tus, authorization: `Bearer ticket of ${owner}` })
const ANN = 'account:ann'
const BEN = 'account:ben'

async function create(owner: string, length: number, metadata = ''): Promise<Response> {
  return fetch(`${base}/uploads`, { method: 'POST', headers: { ...by(owner), 'upload-length': String(length), ...(metadata && { 'upload-metadata': metadata }) } })
}
const patch = (url: string, owner: string, offset: number, body: Buffer) =>
  fetch(url, { method: 'PATCH', headers: { ...by(owner), 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body: new Uint8Array(body) })

async function upload(owner: string, bytes: Buffer): Promise<Response> {
  const created = await create(owner, bytes.length)
  return patch(base + created.headers.get('location'), owner, 0, bytes)
}
async function receiptOf(response: Response, owner = ANN) {
  expect(response.status).toBe(204)
  return (await readReceipt(key, response.headers.get('upload-receipt')!, owner, now()))!
}
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#0b6b8a' } })
const viewerOf = (sessionId: string): Viewer => ({ kind: 'PATIENT', accountId: sessionId, patientIds: [], sessionId, permissions: [] })
const linkOf = (id: string, sessionId = 'ann') => signFileUrl(key, viewerOf(sessionId), id, linkExpiry(now()))
const follow = (link: string, headers: Record<string, string> = {}, sessionId = 'ann') => fetch(base + link, { headers: { authorization: `Bearer session ${sessionId}`, ...headers } })
const open = (id: string) => follow(linkOf(id))

describe('[C1-04] uploads', () => {
  it('keeps a picture without what the camera wrote into it, and gives a receipt to its owner alone', async () => {
    const photo = await picture(6000, 300).withExif({ IFD0: { Copyright: 'where-i-live' }, IFD3: { GPSLatitude: '31/1 0/1 0/1' } }).jpeg().toBuffer()
    expect(photo.includes('where-i-live')).toBe(true)
    const answer = await upload(ANN, photo)
    const receipt = await receiptOf(answer)
    expect(receipt).toMatchObject({ owner: ANN, contentType: 'image/webp', width: 4096, height: 205, durationSeconds: null })
    expect(await readReceipt(key, answer.headers.get('upload-receipt')!, BEN, now())).toBeUndefined()
    const shown = await open(receipt.fileId)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('image/webp')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = Buffer.from(await shown.arrayBuffer())
    expect(bytes.length).toBe(receipt.bytes)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  it('goes on where a broken connection stopped', async () => {
    const bytes = await picture(900, 900).png({ compressionLevel: 0 }).toBuffer()
    const location = (await create(ANN, bytes.length)).headers.get('location')!
    await sendAndBreakOff(location, bytes.subarray(0, 700_000), bytes.length)
    const reached = await until(async () => {
      const head = await fetch(base + location, { method: 'HEAD', headers: by(ANN) })
      const offset = Number(head.headers.get('upload-offset'))
      return offset > 0 ? offset : undefined
    })
    expect(reached).toBeLessThanOrEqual(700_000)
    const receipt = await receiptOf(await patch(base + location, ANN, reached, bytes.subarray(reached)))
    expect(receipt).toMatchObject({ width: 900, height: 900 })
  })

  it('tells the receipt again where the last answer was lost', async () => {
    const bytes = await picture(50, 50).jpeg().toBuffer()
    const location = (await create(ANN, bytes.length)).headers.get('location')!
    const first = await receiptOf(await patch(base + location, ANN, 0, bytes))
    const head = await fetch(base + location, { method: 'HEAD', headers: by(ANN) })
    expect(head.headers.get('upload-offset')).toBe(String(bytes.length))
    expect((await readReceipt(key, head.headers.get('upload-receipt')!, ANN, now()))!.fileId).toBe(first.fileId)
    expect((await fetch(base + location, { method: 'HEAD', headers: by(BEN) })).status).toBe(404)
  })

  it('works with the usual client', async () => {
    const bytes = await picture(800, 800).png({ compressionLevel: 0 }).toBuffer()
    const receipt = await new Promise<string>((resolve, reject) => {
      const client = new Upload(bytes, {
        endpoint: `${base}/uploads`, chunkSize: 500_000, retryDelays: [], metadata: { kind: 'image', filename: '病历.png' }, headers: { authorization: `Bearer ticket of ${ANN}` },
        onError: reject, onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Receipt')!),
      })
      client.start()
    })
    expect(await readReceipt(key, receipt, ANN, now())).toMatchObject({ width: 800 })
  })

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(500)])],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a JPEG by its first bytes only', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(500)])],
    ['a moving picture in a container of voice', mp4Video()],
  ])('refuses %s under any name, and deletes it', async (_what, bytes) => {
    const name = Buffer.from('photo.jpg').toString('base64')
    const created = await create(ANN, bytes.length, `filename ${name},filetype ${Buffer.from('image/jpeg').toString('base64')}`)
    const answer = await patch(base + created.headers.get('location'), ANN, 0, bytes)
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ code: 'FILE_TYPE' })
    expect((await fetch(base + created.headers.get('location'), { method: 'HEAD', headers: by(ANN) })).status).toBe(404)
    expect(await readdir(join(dataFolder, 'files/unfinished'))).not.toContain(created.headers.get('location')!.split('/').at(-1))
  })

  it('refuses what is too large by announcement and by content', async () => {
    const announced = await create(ANN, 11 * 1024 * 1024)
    expect(announced.status).toBe(413)
    expect(await announced.json()).toMatchObject({ code: 'FILE_TOO_LARGE' })
    expect((await create(ANN, 6 * 1024 * 1024, `kind ${Buffer.from('voice').toString('base64')}`)).status).toBe(413)
    const undeclared = await upload(ANN, wav(6 * 1024 * 1024 / 32_000))
    expect(undeclared.status).toBe(413)
    const over = (await create(ANN, 10)).headers.get('location')!
    expect((await patch(base + over, ANN, 0, Buffer.alloc(5000))).status).toBeGreaterThanOrEqual(400)
  })

  it.each([
    ['WAV', wav(3), 'audio/wav', 3],
    ['AMR', amr(150), 'audio/amr', 3],
    ['WebM as a browser records it', webm(4), 'audio/webm', 4],
  ])('keeps voice as %s with its length', async (_name, bytes, contentType, seconds) => {
    const receipt = await receiptOf(await upload(ANN, bytes))
    expect(receipt).toMatchObject({ contentType, width: null })
    expect(receipt.durationSeconds).toBeCloseTo(seconds, 0)
  })

  it('refuses voice of more than a minute', async () => {
    for (const bytes of [wav(62, 8_000), amr(3_200), webm(70)]) expect((await upload(ANN, bytes)).status).toBe(413)
  })

  it('lets nobody go on with, ask about or end another\'s upload, nor anybody without a ticket', async () => {
    const location = (await create(ANN, 100)).headers.get('location')!
    expect((await patch(base + location, BEN, 0, Buffer.alloc(100))).status).toBe(404)
    expect((await fetch(base + location, { method: 'HEAD', headers: by(BEN) })).status).toBe(404)
    expect((await fetch(base + location, { method: 'DELETE', headers: by(BEN) })).status).toBe(404)
    const anonymous = await fetch(`${base}/uploads`, { method: 'POST', headers: { ...tus, 'upload-length': '5', origin: ORIGIN } })
    expect(anonymous.status).toBe(401)
    expect(anonymous.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect((await fetch(base + location, { method: 'GET', headers: by(ANN) })).status).toBe(404)
  })

  it('answers a preflight of our apps only', async () => {
    const ask = (origin: string) => fetch(`${base}/uploads`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    expect((await ask(ORIGIN)).headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe('https://evil.example')
  })

  it('forgets an upload that nobody finished in a day', async () => {
    const location = (await create(ANN, 100)).headers.get('location')!
    const id = location.split('/').at(-1)!
    const state = join(dataFolder, 'files/unfinished', `${id}.json`)
    const stored = JSON.parse(await readFile(state, 'utf8'))
    await writeFile(state, JSON.stringify({ ...stored, creation_date: new Date(Date.now() - 25 * 3_600_000).toISOString() }))
    expect((await patch(base + location, ANN, 0, Buffer.alloc(100))).status).toBe(410)
  })
})

describe('[C1-04] links', () => {
  it('serve a part of a recording', async () => {
    const { fileId, bytes } = await receiptOf(await upload(ANN, wav(2)))
    const link = linkOf(fileId)
    const part = await follow(link, { range: 'bytes=0-43' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 0-43/${bytes}`)
    expect(Buffer.from(await part.arrayBuffer()).toString('latin1', 0, 4)).toBe('RIFF')
    const tail = await follow(link, { range: 'bytes=-10' })
    expect((await tail.arrayBuffer()).byteLength).toBe(10)
    expect((await follow(link, { range: `bytes=${bytes}-` })).status).toBe(416)
  })

  it('open for the session that they were made for, and for no other', async () => {
    const { fileId } = await receiptOf(await upload(ANN, wav(1)))
    const link = linkOf(fileId)
    expect((await follow(link)).status).toBe(200)
    expect((await follow(link, {}, 'ben')).status).toBe(403)
    expect((await fetch(base + link)).status).toBe(401)
    const madeFor = (viewer: Viewer) => signFileUrl(key, viewer, fileId, linkExpiry(now()))
    expect((await follow(madeFor(service('platform')), {}, 'ben')).status).toBe(403)
    expect([(await follow(madeFor(ANONYMOUS), {}, 'ben')).status, (await fetch(base + madeFor(ANONYMOUS))).status]).toEqual([200, 200])
  })

  it('expire, cannot be changed, and tell nothing', async () => {
    const { fileId } = await receiptOf(await upload(ANN, wav(1)))
    const link = linkOf(fileId)
    expect((await follow(link.replace(/expires=(\d+)/, (_, s) => `expires=${Number(s) + 60}`))).status).toBe(403)
    expect((await follow(`/files/${fileId}`)).status).toBe(403)
    expect((await open('01900000-0000-7000-8000-000000000000')).status).toBe(404)
    offsetMs = 21 * 60_000
    expect((await follow(link)).status).toBe(403)
    offsetMs = 0
  })

  it('a PDF leaves as a download, and is taken only where documents are', async () => {
    const document = (inner: string) => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog${inner}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`)
    const answer = await upload(ANN, document(''))
    const receipt = answer.headers.get('upload-receipt')!
    expect(await readReceipt(key, receipt, ANN, now())).toBeUndefined()
    const { fileId } = (await readReceipt(key, receipt, ANN, now(), { documents: true }))!
    const served = await open(fileId)
    expect([served.headers.get('content-type'), served.headers.get('content-disposition')]).toEqual(['application/pdf', 'attachment; filename="document.pdf"'])
    for (const inner of ['/OpenAction<</S/Launch/F(cmd.exe)>>', '/AA<</O<</S/J#61vaScript/JS(1)>>>>', '/Names<</EmbeddedFiles 2 0 R>>']) expect((await upload(ANN, document(inner))).status).toBe(415)
    expect((await upload(ANN, document('').subarray(0, 40))).status).toBe(415)
  })

  it('lead to no other file of the machine', async () => {
    for (const id of ['..%2f..%2fetc%2fpasswd', '%2e%2e%2f%2e%2e%2fkeys.json', 'a.json']) {
      expect([403, 404]).toContain((await follow(`/files/${id}?${linkOf(decodeURIComponent(id)).split('?')[1]}`)).status)
    }
  })
})

describe('[R13] what nothing refers to', () => {
  const DAY_MS = 86_400_000
  const folder = () => join(dataFolder, 'files')
  const accepting = (viewer: Viewer = viewerOf('ann')) => ({ keys: { fileKey: key }, viewer: { ...viewer, accountId: 'ann' } as Viewer, now, dataFolder })
  const uploadOne = async () => {
    const receipt = (await upload(ANN, wav(1))).headers.get('upload-receipt')!
    return { receipt, fileId: (await readReceipt(key, receipt, ANN, now()))!.fileId }
  }
  const inDays = (days: number) => new Date(now().getTime() + days * DAY_MS)
  const isHere = async (id: string) => (await open(id)).status === 200

  it('goes after a week; what was accepted stays for good, also from before marks were kept', async () => {
    const [unused, used, former] = [await uploadOne(), await uploadOne(), await uploadOne()]
    expect(await acceptUpload(accepting(), used.receipt)).toMatchObject({ fileId: used.fileId })
    await rm(join(folder(), 'awaiting', former.fileId))
    expect(await removeUnused(folder(), inDays(6.9))).toBe(0)
    expect(await isHere(unused.fileId)).toBe(true)
    const files = (await readdir(join(folder(), 'awaiting'))).length
    expect(await removeUnused(folder(), inDays(7.1))).toBe(files)
    expect(await removeUnused(folder(), inDays(4_000))).toBe(0)
    expect([await isHere(unused.fileId), await isHere(used.fileId), await isHere(former.fileId)]).toEqual([false, true, true])
    expect(await acceptUpload(accepting(), unused.receipt)).toBeUndefined()
    expect((await readdir(join(folder(), 'kept', unused.fileId.slice(-2)))).filter((name) => name.startsWith(unused.fileId))).toEqual([])
  })

  it('is its uploader’s alone to accept', async () => {
    const { receipt } = await uploadOne()
    expect(await acceptUpload({ ...accepting(), viewer: { ...viewerOf('ben'), accountId: 'ben' } as Viewer }, receipt)).toBeUndefined()
  })

  it('a removal that was killed is finished by the next; one that finds the file accepted lets go of it', async () => {
    const [halfway, accepted] = [await uploadOne(), await uploadOne()]
    expect(await acceptUpload(accepting(), accepted.receipt)).toBeDefined()
    await mkdir(join(folder(), 'removing'), { recursive: true })
    for (const { fileId } of [halfway, accepted]) await rename(join(folder(), 'awaiting', fileId), join(folder(), 'removing', fileId))
    expect(await acceptUpload(accepting(), halfway.receipt)).toBeUndefined()
    await rm(join(folder(), 'kept', halfway.fileId.slice(-2), `${halfway.fileId}.used`))
    await removeUnused(folder(), now())
    expect([await isHere(halfway.fileId), await isHere(accepted.fileId)]).toEqual([false, true])
    expect(await readdir(join(folder(), 'removing'))).toEqual([])
  })

  it('of many that accept while many remove, nobody was promised a file that goes', async () => {
    const uploads = await Promise.all(Array.from({ length: 40 }, uploadOne))
    const later = inDays(8)
    const [accepted] = await Promise.all([
      Promise.all(uploads.map(async ({ receipt, fileId }, at) => { await new Promise((resolve) => setTimeout(resolve, at % 10)); return { fileId, promised: (await acceptUpload(accepting(), receipt)) !== undefined } })),
      removeUnused(folder(), later), removeUnused(folder(), later),
    ])
    for (const { fileId, promised } of accepted) if (promised) expect(await isHere(fileId)).toBe(true)
    await removeUnused(folder(), later)
    for (const { fileId, promised } of accepted) if (promised) expect(await isHere(fileId)).toBe(true)
  })
})

/** Announces the whole, sends a part, and pulls the plug. */
async function sendAndBreakOff(location: string, part: Buffer, whole: number) {
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  socket.on('error', () => {})
  socket.write([`PATCH ${location} HTTP/1.1`, 'host: 127.0.0.1', 'tus-resumable: 1.0.0', `authorization: Bearer ticket of ${ANN}`, 'upload-offset: 0',
    'content-type: application/offset+octet-stream', `content-length: ${whole}`, '', ''].join('\r\n'))
  await new Promise<void>((resolve) => socket.write(part, () => setTimeout(resolve, 100)))
  socket.destroy()
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const found = await ask()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('never came')
}
