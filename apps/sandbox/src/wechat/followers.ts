import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'

export interface Follower {
  openId: string
  following: number
  since: number
}

/** People as the account knows them, and how many subscription messages each has agreed to. */
export function createFollowers(database: Database, clock: Clock) {
  const get = (openId: string) => database.get<Follower>('SELECT open_id AS openId, following, since FROM wechat_follower WHERE open_id = ?', openId)

  function follow(openId: string, following: boolean): Follower {
    database.run(
      'INSERT INTO wechat_follower (open_id, following, since) VALUES (?, ?, ?) ON CONFLICT (open_id) DO UPDATE SET following = excluded.following, since = excluded.since',
      openId, following ? 1 : 0, clock.now(),
    )
    return get(openId)!
  }

  return {
    get,
    follow,
    /** Somebody who has come to a page of the account without following it. */
    meet(openId: string) {
      database.run('INSERT INTO wechat_follower (open_id, following, since) VALUES (?, 0, ?) ON CONFLICT (open_id) DO NOTHING', openId, clock.now())
    },
    newOpenId: () => `o${randomBytes(20).toString('base64url')}`,
    list: () => database.all<Follower>('SELECT open_id AS openId, following, since FROM wechat_follower ORDER BY since DESC, rowid DESC LIMIT 200'),
    agree(openId: string, template: string, times: number) {
      database.run('INSERT INTO wechat_agreement (open_id, template, times) VALUES (?, ?, ?) ON CONFLICT (open_id, template) DO UPDATE SET times = times + excluded.times', openId, template, times)
    },
    /** Uses up one agreement; false when none is left. */
    useAgreement: (openId: string, template: string) => database.run('UPDATE wechat_agreement SET times = times - 1 WHERE open_id = ? AND template = ? AND times > 0', openId, template) === 1,
  }
}

export type Followers = ReturnType<typeof createFollowers>
