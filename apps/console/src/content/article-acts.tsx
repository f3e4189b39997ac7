'use client'

import { useState } from 'react'
import { Button } from 'antd'
import type { Dayjs } from 'dayjs'
import { useQuery } from 'urql'
import { TextField } from '@/form/fields'
import { FormDrawer } from '@/form/form-drawer'
import { ArticleDetailDocument, PublishArticleDocument, RemoveArticlesDocument, WithdrawArticleDocument, type ArticleRowFragment, type PublishArticleMutation, type PublishArticleMutationVariables, type WithdrawArticleMutation, type WithdrawArticleMutationVariables } from '@/graphql/graphql'
import { useBulkAct, type BulkAct } from '@/table/bulk'
import type { ListActs } from '@/table/data-table'
import styles from '@/table/table.module.css'
import { ArticleForm, type ArticleFormProps } from './article-form'
import { instantOf, TimeField } from './time-field'

export const removeAct: BulkAct = {
  word: '删除', danger: true, document: RemoveArticlesDocument, variables: (ids) => ({ ids }), outcome: ({ removeArticles }) => removeArticles, consequence: '草稿删除后不能恢复；发布过的文章须留存，不能删除。',
}

interface ArticleActsProps {
  article: ArticleRowFragment
  categories: ArticleFormProps['categories']
  list: ListActs
}

/** What may be done with an article as it is now. */
export function ArticleActs({ article, categories, list }: ArticleActsProps) {
  const [doing, setDoing] = useState<'edit' | 'publish' | 'withdraw' | null>(null)
  const { busy, run } = useBulkAct('文章')
  const { id, title, availableActions, status } = article
  const done = () => {
    setDoing(null)
    list.reload()
  }
  const close = () => setDoing(null)
  return (
    <div className={styles.acts}>
      {status === 'DRAFT' && (
        <Button
          danger
          disabled={busy}
          onClick={async () => {
            if (!(await run(removeAct, [id]))) return
            list.close()
            list.reload()
          }}
        >
          删除
        </Button>
      )}
      {availableActions.includes('withdraw') && <Button danger onClick={() => setDoing('withdraw')}>撤下文章</Button>}
      <Button onClick={() => setDoing('edit')}>编辑</Button>
      {availableActions.includes('publish') && <Button type="primary" onClick={() => setDoing('publish')}>发布文章</Button>}
      {doing === 'edit' && <Editing id={id} categories={categories} onDone={done} onClose={close} />}
      {doing === 'publish' && <PublishForm article={article} onDone={done} onClose={close} />}
      {doing === 'withdraw' && (
        <FormDrawer<{ reason: string }, WithdrawArticleMutation, WithdrawArticleMutationVariables> title={`撤下“${title}”`} submitText="撤下文章" doneText="文章已撤下" document={WithdrawArticleDocument} variables={({ reason }) => ({ id, reason })} consequence="撤下后读者立即看不到，分享出去的链接也打不开。" onDone={done} onClose={close}>
          <TextField name="reason" label="撤下的原因" required most={100} />
        </FormDrawer>
      )}
    </div>
  )
}

/** The form opens with the article as it is at this moment, text and all. */
function Editing({ id, categories, onDone, onClose }: { id: string; categories: ArticleFormProps['categories']; onDone(): void; onClose(): void }) {
  const [{ data, stale }] = useQuery({ query: ArticleDetailDocument, variables: { id }, requestPolicy: 'network-only' })
  if (!data?.article || stale) return null
  return <ArticleForm article={data.article} categories={categories} onDone={onDone} onClose={onClose} />
}

interface Times {
  publishAt?: Dayjs | null
  unpublishAt?: Dayjs | null
}

function PublishForm({ article: { id, title, version }, onDone, onClose }: { article: ArticleRowFragment; onDone(): void; onClose(): void }) {
  return (
    <FormDrawer<Times, PublishArticleMutation, PublishArticleMutationVariables> title={`发布“${title}”`} submitText="发布文章" doneText="文章已发布" document={PublishArticleDocument} variables={({ publishAt, unpublishAt }) => ({ input: { id, version, publishAt: instantOf(publishAt), unpublishAt: instantOf(unpublishAt) } })} consequence="到发布时间后，所有人都可以阅读和分享这篇文章。" onDone={onDone} onClose={onClose}>
      <TimeField name="publishAt" label="发布时间" hint="不选则立即发布" />
      <TimeField name="unpublishAt" label="下线时间" hint="不选则长期展示" />
    </FormDrawer>
  )
}
