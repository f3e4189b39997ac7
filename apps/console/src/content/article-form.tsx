'use client'

import { Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { InstitutionField } from '@/form/institution-field'
import { LongTextField, TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { orNull } from '@/form/values'
import { SaveArticleDocument, type ArticleDetailQuery, type ArticleKind, type PublicPictureFragment, type SaveArticleMutation, type SaveArticleMutationVariables, type Terminal } from '@/graphql/graphql'
import { PictureField } from './picture-field'
import { RichTextField } from './rich-text-field'
import { instantOf, pickedOf, TimeField } from './time-field'
import { kindWords, optionsOf, terminalWords } from './words'

export type ArticleDetail = NonNullable<ArticleDetailQuery['article']>

interface Fields {
  institutionId?: string
  kind: ArticleKind
  categoryId: string
  title: string
  summary?: string
  author?: string
  source?: string
  coverId?: PublicPictureFragment | null
  body?: string
  mediaUrl?: string
  startsAt?: Dayjs | null
  place?: string
  terminals?: Terminal[]
}

export interface ArticleFormProps {
  article?: ArticleDetail
  categories: { value: string; label: string }[]
  onDone(id: string): void
  onClose(): void
}

/** Writes an article, or changes one. */
export function ArticleForm({ article, categories, onDone, onClose }: ArticleFormProps) {
  return (
    <FormDrawer<Fields, SaveArticleMutation, SaveArticleMutationVariables>
      title={article ? `编辑“${article.title}”` : '撰写文章'}
      wide
      submitText={article?.status === 'PUBLISHED' ? '保存修改' : '保存草稿'}
      doneText="文章已保存"
      document={SaveArticleDocument}
      initial={initialOf(article, categories)}
      variables={({ coverId, startsAt, institutionId, ...fields }) => ({ input: { ...(orNull(fields) as typeof fields), institutionId: institutionId ?? null, id: article?.id, version: article?.version, coverId: coverId?.id ?? null, startsAt: instantOf(startsAt), body: fields.body ?? '', terminals: fields.terminals ?? [] } })}
      consequence={article?.status === 'PUBLISHED' ? '文章已发布：保存后读者立即看到修改。' : undefined}
      onDone={({ saveArticle }) => onDone(saveArticle.id)}
      onClose={onClose}
    >
      <TextField name="title" label="标题" required most={60} />
      <Form.Item name="kind" label="类型" rules={[{ required: true }]}>
        <Select options={optionsOf(kindWords)} />
      </Form.Item>
      <Form.Item name="categoryId" label="分类" rules={[{ required: true, message: '请选择分类' }]}>
        <Select options={categories} />
      </Form.Item>
      <InstitutionField />
      <LectureFields />
      <LongTextField name="summary" label="摘要" most={200} hint="显示在列表和分享卡片中" />
      <TextField name="author" label="作者" most={40} />
      <TextField name="source" label="来源" most={60} />
      <PictureField name="coverId" label="封面" hint="建议 720 × 432；图片对所有人公开" />
      <RichTextField name="body" label="正文" />
      <Form.Item name="terminals" label="展示终端" extra="不选则为全部终端">
        <Select mode="multiple" options={optionsOf(terminalWords)} />
      </Form.Item>
    </FormDrawer>
  )
}

function LectureFields() {
  if (Form.useWatch('kind') !== 'LECTURE') return null
  return (
    <>
      <Form.Item name="mediaUrl" label="音视频地址" extra="以 https:// 开头；现场讲座可不填，改填时间与地点">
        <Input maxLength={500} />
      </Form.Item>
      <TimeField name="startsAt" label="讲座时间" />
      <TextField name="place" label="讲座地点" most={100} />
    </>
  )
}

function initialOf(article: ArticleDetail | undefined, categories: ArticleFormProps['categories']): Partial<Fields> {
  if (!article) return { kind: 'KNOWLEDGE', categoryId: categories[0]?.value }
  const { kind, category, institution, title, summary, author, source, cover, body, mediaUrl, startsAt, place, terminals } = article
  const said = { summary: summary ?? undefined, author: author ?? undefined, source: source ?? undefined, mediaUrl: mediaUrl ?? undefined, place: place ?? undefined }
  return { ...said, institutionId: institution?.id, kind, categoryId: category.id, title, coverId: cover, body, startsAt: pickedOf(startsAt), terminals }
}
