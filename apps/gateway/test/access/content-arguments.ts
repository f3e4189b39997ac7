import { newId } from '@hospital/database/identifier'
import type { Story } from './story.ts'

/** What is shown to everybody is asked for as it is; it is kept with nothing, so that no row of the story goes. */
export function contentArguments({ ids }: Story): Record<string, Record<string, unknown>> {
  const nothing = { ids: [newId()] }
  return {
    ...Object.fromEntries(['articles', 'articleCategories', 'managedArticles', 'managedBanners', 'sitePages'].map((field) => [field, {}])),
    banners: { position: 'HOME_TOP' }, contentCounts: { subjectId: ids.Banner }, article: { id: ids.Article }, noteArticleRead: { id: ids.Article }, noteBannersSeen: { ids: [ids.Banner] }, followBanner: { id: ids.Banner },
    publishPicture: { input: { uploadReceipt: 'none' } }, saveBanner: { input: { title: ' ', pictureId: newId(), terminals: [], position: 'HOME_TOP', sortOrder: 1, enabled: false } }, setBannersEnabled: { ...nothing, enabled: true }, removeBanners: nothing,
    saveArticle: { input: { kind: 'NEWS', categoryId: newId(), title: ' ', body: '', terminals: [] } }, publishArticle: { input: { id: newId(), version: 1 } }, withdrawArticle: { id: newId(), reason: '内容有误' }, removeArticles: nothing,
    saveArticleCategory: { input: { name: ' ', sortOrder: 1, enabled: true } }, removeArticleCategory: { id: newId() }, saveSitePage: { input: { key: 'ABOUT', title: ' ', body: '' } }, resetSitePage: { key: 'ABOUT', institutionId: ids.Institution, version: 999 },
  }
}

/** Root fields that anybody may ask with the id of what is public. */
export const PUBLIC_CONTENT = ['article', 'noteArticleRead', 'noteBannersSeen', 'followBanner']
