import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Terminal } from '@hospital/configuration/terminal'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { TerminalEnum } from '../configuration/setting.types.ts'
import { BANNER_POSITIONS, namesOf, type BannerPosition } from './words.ts'

export const BannerPositionEnum = namesOf(BANNER_POSITIONS)
registerEnumType(BannerPositionEnum, { name: 'BannerPosition', description: '运营位: 首页顶部, 首页中部, 健康资讯顶部, 微官网顶部.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A picture at a place of the patient app, for a time (轮播图).' })
export class Banner {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'What it says, also to whoever does not see the picture.' })
  title!: string

  @Field(() => String, { nullable: true, description: 'A path of the patient app or an https address.' })
  link!: string | null

  @Field(() => [TerminalEnum], { description: 'None: at every terminal.' })
  terminals!: Terminal[]

  @Field(() => BannerPositionEnum)
  position!: BannerPosition

  @Field(() => DateTime, { nullable: true })
  fromAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Not shown from this moment on.' })
  untilAt!: Date | null

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int)
  version!: number
}

export const BannerConnection = connectionOf(Banner, 'Banner')

@InputType()
export class BannerFilter {
  @Field(() => BannerPositionEnum, { nullable: true })
  position?: BannerPosition | null

  @Field(() => TerminalEnum, { nullable: true })
  terminal?: Terminal | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null

  @Field(() => String, { nullable: true, description: 'Part of the title.' })
  search?: string | null
}

@InputType({ description: 'Without an id: a new one. With an id and the version it was read at: a change of the whole.' })
export class SaveBannerInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => Int, { nullable: true })
  version?: number | null

  @Field(() => String)
  title!: string

  @Field(() => ID, { description: 'Of `publishPicture`.' })
  pictureId!: string

  @Field(() => String, { nullable: true, description: 'A page of the patient app (`/…`) or an https address.' })
  link?: string | null

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => [TerminalEnum])
  terminals!: Terminal[]

  @Field(() => BannerPositionEnum)
  position!: BannerPosition

  @Field(() => DateTime, { nullable: true })
  fromAt?: Date | null

  @Field(() => DateTime, { nullable: true })
  untilAt?: Date | null

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean, { description: 'Showing one takes the right to publish.' })
  enabled!: boolean
}

@ObjectType({ description: 'How often something was seen, followed and read on one hospital day, or on all.' })
export class HitCounts {
  @Field(() => Int)
  views!: number

  @Field(() => Int)
  clicks!: number

  @Field(() => Int, { description: 'A reader counts once a day.' })
  readings!: number
}

@ObjectType({ description: 'The counts of one hospital day.' })
export class DayHitCounts extends HitCounts {
  @Field(() => String, { description: '`YYYY-MM-DD` in Asia/Shanghai.' })
  day!: string
}
