'use client'

import { Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { NumberField, SwitchField, TextField } from '@/form/fields'
import { InstitutionField } from '@/form/institution-field'
import { FormDrawer } from '@/form/form-drawer'
import { SaveBannerDocument, type BannerPosition, type BannersQuery, type PublicPictureFragment, type SaveBannerMutation, type SaveBannerMutationVariables, type Terminal } from '@/graphql/graphql'
import { PictureField } from './picture-field'
import { instantOf, pickedOf, TimeField } from './time-field'
import { optionsOf, positionWords, terminalWords } from './words'

export type Banner = BannersQuery['managedBanners']['nodes'][number]

interface Fields {
  title: string
  pictureId: PublicPictureFragment
  link?: string
  position: BannerPosition
  institutionId?: string
  terminals?: Terminal[]
  fromAt?: Dayjs | null
  untilAt?: Dayjs | null
  sortOrder?: number
  enabled?: boolean
}

interface BannerFormProps {
  banner?: Banner
  mayPublish: boolean
  onDone(): void
  onClose(): void
}

/** Adds a banner, or changes one. */
export function BannerForm({ banner, mayPublish, onDone, onClose }: BannerFormProps) {
  return (
    <FormDrawer<Fields, SaveBannerMutation, SaveBannerMutationVariables>
      title={banner ? `编辑“${banner.title}”` : '新增轮播图'}
      submitText="保存轮播图"
      doneText="轮播图已保存"
      document={SaveBannerDocument}
      initial={initialOf(banner)}
      variables={({ pictureId, fromAt, untilAt, ...fields }) => ({
        input: { ...fields, id: banner?.id, version: banner?.version, pictureId: pictureId.id, terminals: fields.terminals ?? [], link: fields.link || null, institutionId: fields.institutionId ?? null, fromAt: instantOf(fromAt), untilAt: instantOf(untilAt), sortOrder: fields.sortOrder ?? 100, enabled: fields.enabled ?? false },
      })}
      consequence={banner?.enabled ? '轮播图正在展示：保存后患者立即看到修改。' : undefined}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="title" label="标题" required most={40} hint="显示在图片下方，也读给看不到图片的人听" />
      <PictureField name="pictureId" label="图片" required hint="建议 1080 × 432，JPG、PNG 或 WebP，不超过 10 MB；图片对所有人公开" />
      <Form.Item name="position" label="运营位" rules={[{ required: true, message: '请选择运营位' }]}>
        <Select options={optionsOf(positionWords)} />
      </Form.Item>
      <Form.Item name="link" label="点击后打开" extra="本平台页面（如 /booking、/articles）或以 https:// 开头的网址；留空则不可点击">
        <Input maxLength={500} />
      </Form.Item>
      <InstitutionField />
      <Form.Item name="terminals" label="展示终端" extra="不选则为全部终端">
        <Select mode="multiple" options={optionsOf(terminalWords)} />
      </Form.Item>
      <TimeField name="fromAt" label="开始时间" hint="不选则立即" />
      <TimeField name="untilAt" label="结束时间" hint="不选则长期展示" />
      <NumberField name="sortOrder" label="排序" largest={10_000} hint="数字小的在前" />
      {mayPublish && <SwitchField name="enabled" label="启用" hint="启用并在展示时间内，患者才看得到" />}
    </FormDrawer>
  )
}

function initialOf(banner: Banner | undefined): Partial<Fields> {
  if (!banner) return { position: 'HOME_TOP', sortOrder: 100, enabled: false }
  const { title, picture, link, position, institution, terminals, fromAt, untilAt, sortOrder, enabled } = banner
  return { title, pictureId: picture, link: link ?? undefined, position, institutionId: institution?.id, terminals, fromAt: pickedOf(fromAt), untilAt: pickedOf(untilAt), sortOrder, enabled }
}
