import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { hospital, openBrowser } from '@hospital/launcher/journey'
import { violationsOn } from '@hospital/web/test/accessible'
import { signInStaff } from '@hospital/web/test/people'

let browser: Browser
let page: Page
let phone: Page
const at = hospital()
const soon = { timeout: 30_000 }
const rows = () => page.locator('tbody tr.ant-table-row')
const stamp = Date.now() % 100_000
const article = `护肺十问 ${stamp}`
const banner = `秋冬护肺专题 ${stamp}`

beforeAll(async () => {
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', isMobile: true, hasTouch: true })).newPage()
  await signInStaff(page, at.console, 'operator', '/articles')
})
afterAll(() => browser.close())

const picture = async (width: number, height: number) => ({ name: 'p.png', mimeType: 'image/png', buffer: await sharp({ create: { width, height, channels: 3, background: '#0b6b8a' } }).png().toBuffer() })

/** What a form's list offers. */
async function choose(label: string, option: string): Promise<void> {
  await page.getByRole('dialog').last().getByLabel(label).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
}

describe('[A7-09] an article', () => {
  it('is written with keyboard and picture, looked at as on the phone, and kept as a draft', async () => {
    await rows().first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '撰写文章' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('标题', { exact: true }).fill(article)
    await dialog.getByLabel('摘要').fill('雾霾天和流感季，怎样保护呼吸道。')
    const text = dialog.getByRole('textbox', { name: '正文' })
    await text.focus()
    await page.keyboard.type('出门戴口罩')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('勤洗手')
    await dialog.getByRole('toolbar', { name: '文字样式' }).getByRole('button', { name: '项目列表' }).click()
    await dialog.getByLabel('插入图片').setInputFiles(await picture(400, 200))
    await dialog.getByLabel('图片说明').fill('戴口罩示意图')
    await page.keyboard.press('Enter')
    await text.getByAltText('戴口罩示意图').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await dialog.getByText('手机预览').click()
    await expect.poll(() => dialog.innerText(), soon).toContain('勤洗手')
    await dialog.getByRole('button', { name: '保存草稿' }).click()
    await rows().filter({ hasText: article }).getByText('草稿').waitFor()
  })

  it('is published, and the phone shows it to share; its reading counts once', async () => {
    await rows().getByRole('button', { name: article }).click()
    await page.getByRole('dialog').getByAltText('戴口罩示意图').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: '发布文章' }).click()
    await page.getByRole('dialog').last().getByRole('button', { name: '发布文章' }).click()
    await page.getByRole('dialog').getByText('已发布').first().waitFor()
    await phone.goto(`${at.patient}/articles?q=${encodeURIComponent(String(stamp))}`)
    await phone.getByRole('link', { name: article }).click()
    await phone.getByAltText('戴口罩示意图').waitFor()
    expect(await phone.locator('article li strong').innerText()).toBe('勤洗手')
    const shared = (property: string) => phone.locator(`meta[property="og:${property}"]`).getAttribute('content')
    expect([await shared('title'), await shared('type'), await shared('description')]).toEqual([article, 'article', '雾霾天和流感季，怎样保护呼吸道。'])
    expect(await violationsOn(phone)).toEqual([])
    await expect.poll(async () => { await phone.reload(); return phone.getByText('1 人次阅读').count() }, soon).toBe(1)
    await phone.reload()
    await phone.getByText('1 人次阅读').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe('[A2-04] a banner', () => {
  it('is put at the top of the articles, leads to its page, and is counted', async () => {
    await page.goto(`${at.console}/banners`)
    await rows().first().waitFor()
    await page.getByRole('button', { name: '新增轮播图' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('标题').fill(banner)
    await dialog.getByLabel('图片', { exact: true }).setInputFiles(await picture(1080, 432))
    await dialog.getByAltText('已选的图片').waitFor()
    await choose('运营位', '健康资讯顶部')
    await dialog.getByLabel('点击后打开').fill('javascript:alert(1)')
    await dialog.getByRole('switch', { name: '启用' }).click()
    await dialog.getByRole('button', { name: '保存轮播图' }).click()
    await dialog.getByText('链接须是本平台的页面').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await dialog.getByLabel('点击后打开').fill('/site/process')
    await dialog.getByRole('button', { name: '保存轮播图' }).click()
    await rows().filter({ hasText: banner }).waitFor()

    await phone.goto(`${at.patient}/articles`)
    await phone.getByRole('link', { name: banner }).waitFor()
    await phone.waitForLoadState('networkidle')
    expect(await violationsOn(phone)).toEqual([])
    await phone.getByRole('link', { name: banner }).click()
    await phone.waitForURL(`${at.patient}/site/process`)
    await page.reload()
    await rows().getByRole('button', { name: banner }).click()
    const counts = page.getByRole('region', { name: '近 30 天访问' })
    await counts.waitFor()
    expect(await counts.locator('tbody td').allInnerTexts()).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/), '1', '1', '100.0%'])
    expect(await violationsOn(page)).toEqual([])
  })

  it.each(['/article-categories', '/site-pages'])('%s is clean', async (path) => {
    await page.goto(at.console + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await violationsOn(page)).toEqual([])
  })
})

describe('[A7-10] the hospital’s own site', () => {
  it('is worded in the console, and visitors read it at once', async () => {
    await page.goto(`${at.console}/site-pages`)
    await page.getByRole('button', { name: '就医流程' }).click()
    await page.getByRole('button', { name: '编辑就医流程' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '正文' }).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await page.keyboard.type(`服务台电话见各院区 ${stamp}`)
    await dialog.getByRole('button', { name: '保存并发布' }).click()
    await page.getByText(`服务台电话见各院区 ${stamp}`).waitFor()
    await phone.goto(`${at.patient}/site/process`)
    await phone.getByText(`服务台电话见各院区 ${stamp}`).waitFor()
  })

  it('every page is whole without a script, says in its head what it is, and is without barriers in both modes', async () => {
    const plain = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', javaScriptEnabled: false })).newPage()
    await plain.goto(`${at.patient}/site`)
    await plain.getByRole('navigation', { name: '微官网' }).getByRole('link', { name: '专家' }).click()
    const expert = `${await plain.getByRole('region', { name: '专家' }).getByRole('link').first().getAttribute('href')}`
    await plain.goto(`${at.patient}/site/departments`)
    const department = `${await plain.locator('main a[href^="/site/departments/"]').first().getAttribute('href')}`
    for (const path of ['/site', '/site/departments', department, '/site/experts', expert, '/site/process', '/site/schedule', '/articles', '/lectures']) {
      await plain.goto(at.patient + path)
      await plain.locator('main:visible').waitFor()
      expect([path, await plain.locator('head title').count(), await plain.locator('head link[rel=canonical]').getAttribute('href'), Boolean(await plain.locator('head meta[name=description]').getAttribute('content')), Boolean(await plain.locator('head meta[property="og:title"]').getAttribute('content'))])
        .toEqual([path, 1, at.patient + path, true, true])
    }
    for (const [path, type] of [['/site', 'MedicalOrganization'], [department, 'MedicalOrganization'], [expert, 'Physician'], ['/site/schedule', 'MedicalOrganization']] as const) {
      await plain.goto(at.patient + path)
      expect(JSON.stringify(JSON.parse((await plain.locator('script[type="application/ld+json"]').textContent())!))).toContain(type)
    }
    for (const gone of ['none', '0199b000-0000-7000-8000-000000000000']) {
      expect((await phone.goto(`${at.patient}/articles/${gone}`))!.status()).toBe(404)
      await phone.getByText('没有找到这篇文章').waitFor()
      await phone.getByRole('link', { name: '看看其他文章' }).waitFor()
      expect(await phone.locator('meta[name=robots]').first().getAttribute('content')).toContain('noindex')
      expect(await violationsOn(phone)).toEqual([])
    }
    await plain.context().close()
    for (const mode of ['standard', 'large']) {
      await phone.context().addCookies([{ name: 'hospital_patient_mode', value: mode, url: at.patient }])
      for (const path of ['/site', '/site/departments', department, '/site/experts', expert, '/site/process', '/site/schedule', '/articles', '/lectures']) {
        await phone.goto(at.patient + path)
        await phone.locator('main:not([data-waiting])').first().waitFor()
        expect([mode, path, await violationsOn(phone)]).toEqual([mode, path, []])
      }
    }
  })

  it('robots find what is about the hospital, and nothing about a person', async () => {
    const robots = await (await fetch(`${at.patient}/robots.txt`)).text()
    expect(robots).toContain('Allow: /site')
    expect(robots).toContain('Disallow: /')
    expect(robots).toContain(`Sitemap: ${at.patient}/sitemap.xml`)
    const map = await (await fetch(`${at.patient}/sitemap.xml`)).text()
    for (const part of ['/site/process', '/site/departments/', '/site/experts/', '/articles/']) expect(map).toContain(at.patient + part)
    expect(map).not.toContain('/orders')
  })
})
