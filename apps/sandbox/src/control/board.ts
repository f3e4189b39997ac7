import type { FastifyInstance } from 'fastify'
import type { World } from '../app.ts'
import { feedTricks, type FeedTrick } from '../his/board-feed.ts'
import { actOnBoard, boards, callNext, openBoard, walkIn, type BoardAct } from '../his/board.ts'
import { ControlError, jsonOf } from './routes.ts'

interface ById {
  Params: { id: string }
}

const acts: readonly BoardAct[] = ['call', 'serve', 'skip', 'requeue', 'finish', 'leave']

/** The calling system of the hospital: boards of clinics, and how its news travel. */
export async function boardControl(app: FastifyInstance, { world: { hospital, boardNotices } }: { world: World }) {
  const { database } = hospital
  /** Whoever looks at the platform is told that something moved. */
  const moving = <T>(work: () => T): T => {
    const moved = database.transaction(work)
    boardNotices.send()
    return moved
  }
  const ownerOf = (practitionerId: string | undefined) => (practitionerId ? { reference: `Practitioner/${practitionerId}` } : undefined)

  app.get('/_control/his/boards', () => boards(hospital))
  app.post<ById>('/_control/his/boards/:id/open', ({ params }) => moving(() => openBoard(hospital, params.id)))
  app.post<ById>('/_control/his/boards/:id/walk-in', ({ params }) => moving(() => walkIn(hospital, params.id)))
  app.post<ById>('/_control/his/boards/:id/next', (request) => moving(() => callNext(hospital, request.params.id, ownerOf(jsonOf<{ practitionerId?: string }>(request).practitionerId))))
  app.post<{ Params: { id: string; act: BoardAct } }>('/_control/his/tickets/:id/:act', (request) => {
    const { id, act } = request.params
    if (!acts.includes(act)) throw new ControlError(`one of ${acts.join(', ')}`)
    return moving(() => actOnBoard(hospital, id, act, ownerOf(jsonOf<{ practitionerId?: string }>(request).practitionerId)))
  })
  app.post('/_control/his/board-feed', (request) => {
    const { trick, notices = true } = jsonOf<{ trick?: FeedTrick; notices?: boolean }>(request)
    if (!trick || !feedTricks.includes(trick)) throw new ControlError(`trick: one of ${feedTricks.join(', ')}`)
    database.keepSetting('his.board.trick', trick)
    database.keepSetting('his.board.silent', notices ? '' : 'yes')
    return { trick, notices }
  })
}
