'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { hospitalDay, formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { ArticleCategoriesDocument, ArticleDetailDocument, ArticlesDocument, type ArticleKind, type ArticleRowFragment, type ArticleState } from '@/graphql/graphql'
import { useInstitutionChoices } from '@/form/institution-field'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { Facts } from '@/table/row-drawer'
import { ArticleActs, removeAct } from './article-acts'
import { ArticleForm } from './article-form'
import { Counts } from './counts'
import { RichText } from './rich-text'
import { kindWords, optionsOf, spanWord, stateOf, terminalsWord } from './words'
import styles from './content.module.css'

/** Fields of a page are known by their keys: those of the form have others. */
const filterOf = ({ q, category, type, status, at }: FilterValues) => ({ search: q, institutionId: at, categoryId: category, kind: type as ArticleKind | undefined, status: status as ArticleState | undefined })

const columnsAt = (now: Date): Column<ArticleRowFragment>[] => [
  { key: 'title', title: '标题', fixed: true, render: ({ title }) => title },
  { key: 'kind', title: '类型', render: ({ kind }) => kindWords[kind] },
  { key: 'institution', title: '机构', render: ({ institution }) => institution?.name ?? '全院' },
  { key: 'category', title: '分类', render: ({ category }) => category.name },
  { key: 'status', title: '状态', render: (article) => <State article={article} now={now} /> },
  { key: 'publishAt', title: '发布时间', render: ({ publishAt }) => (publishAt ? formatStamp(publishAt).slice(0, 16) : '—') },
  { key: 'readings', title: '阅读人次', align: 'right', render: ({ readings }) => readings },
  { key: 'updatedAt', title: '最近修改', render: ({ updatedAt }) => hospitalDay(updatedAt) },
]

function State({ article, now }: { article: ArticleRowFragment; now: Date }) {
  const { word, tone } = stateOf(article, now)
  return <Tag tone={tone}>{word}</Tag>
}

/** `now`: by the hospital's clock, when the page was asked for. */
export function ArticleTable({ now }: { now: string }) {
  const [{ data }] = useQuery({ query: ArticleCategoriesDocument })
  const [writing, setWriting] = useState<ListActs | null>(null)
  const [columns] = useState(() => columnsAt(new Date(now)))
  const institutions = useInstitutionChoices()
  const categories = (data?.articleCategories ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <DataTable
        name="articles"
        noun="文章"
        source={{ document: ArticlesDocument, connection: ({ managedArticles }) => managedArticles, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '文章', kind: 'text', placeholder: '标题、摘要或正文' },
          { key: 'category', label: '分类', kind: 'choice', options: categories },
          { key: 'at', label: '机构', kind: 'choice', options: institutions },
          { key: 'type', label: '类型', kind: 'choice', options: optionsOf(kindWords) },
          { key: 'status', label: '状态', kind: 'choice', options: [{ value: 'DRAFT', label: '草稿' }, { value: 'PUBLISHED', label: '已发布' }, { value: 'WITHDRAWN', label: '已撤下' }] },
        ]}
        toolbar={(list) => <Button type="primary" disabled={categories.length === 0} onClick={() => setWriting(list)}>撰写文章</Button>}
        exports={{ list: 'articles', filter: filterOf }}
        bulk={[removeAct]}
        drawer={(id, row, list) => ({
          title: row?.title ?? '文章',
          wide: true,
          history: { subjectType: 'Article', subjectId: id },
          content: <ArticleView key={row?.version} id={id} now={new Date(now)} />,
          footer: row && <ArticleActs article={row} categories={categories} list={list} />,
        })}
      />
      {writing && (
        <ArticleForm
          categories={categories}
          onClose={() => setWriting(null)}
          onDone={() => {
            setWriting(null)
            writing.reload()
          }}
        />
      )}
    </>
  )
}

function ArticleView({ id, now }: { id: string; now: Date }) {
  const [{ data, error }] = useQuery({ query: ArticleDetailDocument, variables: { id }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  if (problem) return <ErrorState problem={problem} title="文章没有加载出来" />
  if (!data?.article) return <RowSkeletons count={6} />
  const { article } = data
  const { kind, category, institution, author, source, summary, cover, body, mediaUrl, startsAt, place, terminals, publishAt, unpublishAt } = article
  return (
    <div className={styles.shown}>
      <Facts
        items={[
          ['状态', <State key="state" article={article} now={now} />],
          ['类型', kindWords[kind]],
          ['机构', institution?.name ?? '全院'],
          ['分类', category.name],
          ['作者', author],
          ['来源', source],
          ['摘要', summary],
          ['展示时间', publishAt && spanWord(publishAt, unpublishAt)],
          ['讲座', startsAt && `${formatStamp(startsAt).slice(0, 16)} ${place ?? ''}`],
          ['音视频地址', mediaUrl],
          ['终端', terminalsWord(terminals)],
        ]}
      />
      {cover && <img className={styles.picture} src={cover.url} width={cover.width} height={cover.height} alt="封面" />}
      <RichText html={body} />
      <Counts subjectId={id} of="article" />
    </div>
  )
}
