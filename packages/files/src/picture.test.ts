import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { keepFile } from './kept.ts'
import { keepDrawing, sendPicture, signPictureUrl } from './picture.ts'

const key = Buffer.alloc(32, 7).toString('base64url')
const dataFolder = mkdtempSync(join(tmpdir(), 'pictures-'))
const folder = join(dataFolder, 'files')
let app: FastifyInstance
beforeAll(() => {
  app = Fastify()
  app.get('/pictures/:id', (request, reply) => sendPicture({ folder, key }, request as never, reply))
})
afterAll(async () => {
  await app.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('[A2-04] a drawing is kept as a picture and served for good by its own link, with nothing that could run', async () => {
  const { id, width, height } = await keepDrawing(dataFolder, '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="12"><rect width="30" height="12" fill="#0b6b8a"/></svg>', new Date())
  const answer = await app.inject(signPictureUrl(key, '', id))
  expect([answer.statusCode, width, height, answer.headers['content-type'], answer.headers['cache-control'], answer.headers['content-security-policy']])
    .toEqual([200, 30, 12, 'image/webp', 'public, max-age=31536000, immutable', "default-src 'none'; sandbox"])
  for (const link of [`/pictures/${id}`, `/pictures/${id}?signature=`, signPictureUrl(key, '', newId()), signPictureUrl(key, '', id).replace('signature', 'other'), signPictureUrl(Buffer.alloc(32, 8).toString('base64url'), '', id)]) {
    expect([link, (await app.inject(link)).statusCode, (await app.inject(link)).headers['cache-control']]).toEqual([link, 404, 'no-store'])
  }
})

test('[A2-04] a picture comes in the width of the screen, made once; any other width brings it as it is', async () => {
  const { id, bytes } = await keepDrawing(dataFolder, '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="432"><rect width="1080" height="432" fill="#0b6b8a"/><circle cx="300" cy="200" r="150" fill="#fff"/></svg>', new Date())
  const link = signPictureUrl(key, '', id)
  const [narrow, again, ...others] = await Promise.all(['480', '480', '1080', '481', '999999', '-1', 'x'].map((width) => app.inject(`${link}&width=${width}`)))
  expect(await sharp(narrow!.rawPayload).metadata()).toMatchObject({ width: 480, height: 192, format: 'webp' })
  expect([narrow!.headers['cache-control'], Number(narrow!.headers['content-length']), again!.rawPayload.equals(narrow!.rawPayload)]).toEqual(['public, max-age=31536000, immutable', narrow!.rawPayload.length, true])
  expect(others.map(({ rawPayload }) => rawPayload.length)).toEqual(others.map(() => bytes))
  expect(readdirSync(join(folder, 'sized', id.slice(-2)))).toEqual([`${id}-480`])
  expect((await app.inject(`/pictures/${id}?signature=x&width=480`)).statusCode).toBe(404)
})

test('[A2-04] what is no picture is not served, whoever signed its link', async () => {
  const id = newId()
  await keepFile(folder, { id, owner: 'account:x', contentType: 'audio/webm', bytes: 4, sentBytes: 4, width: null, height: null, durationSeconds: 1, keptAt: new Date().toISOString() }, Buffer.from('beep'))
  expect((await app.inject(signPictureUrl(key, '', id))).statusCode).toBe(404)
})
