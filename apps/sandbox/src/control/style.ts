export const style = `
:root { --brand: #0b6b8a; --text-1: #18232a; --text-2: #45535c; --text-3: #5c6971; --line: #e4e9ec; --line-strong: #84929b }
* { box-sizing: border-box; margin: 0 }
body { background: #f3f6f8; color: var(--text-1); font: 14px/1.5 -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
header { display: flex; align-items: baseline; gap: 12px; padding: 14px 24px; background: #fff; border-bottom: 1px solid var(--line) }
h1 { font-size: 18px; font-weight: 600 } h2 { font-size: 16px; font-weight: 600 }
main { columns: 2 480px; column-gap: 16px; max-width: 1600px; margin: 0 auto; padding: 16px 24px 64px }
.card { break-inside: avoid; margin-bottom: 16px; background: #fff; border-radius: 8px; padding: 16px; box-shadow: 0 1px 2px rgb(20 45 58 / .05); min-width: 0 }
.head { display: flex; align-items: baseline; gap: 12px; margin-bottom: 12px }
.sub { color: var(--text-3); font-size: 13px }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-bottom: 8px }
.num { font-size: 20px; font-variant-numeric: tabular-nums }
label { display: grid; gap: 2px; color: var(--text-2); font-size: 12px }
input, select { height: 32px; padding: 0 8px; border: 1px solid var(--line-strong); border-radius: 4px; background: #fff; color: inherit; font: inherit; max-width: 140px }
button { min-height: 32px; padding: 0 12px; border: 1px solid var(--brand); border-radius: 4px; background: var(--brand); color: #fff; font: inherit; cursor: pointer }
button.plain { background: #fff; color: var(--brand) } button.danger { background: #bd2c26; border-color: #bd2c26 }
td button { min-height: 26px; padding: 0 8px; font-size: 12px; margin: 1px }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px }
.table { overflow-x: auto; max-height: 420px; overflow-y: auto }
table { border-collapse: collapse; width: 100%; font-size: 13px } th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
td.wrap { white-space: normal; min-width: 180px; overflow-wrap: anywhere } td.acts { white-space: normal; min-width: 150px } th { position: sticky; top: 0; background: #f8fafb; color: var(--text-2); font-weight: 500 }
.empty { padding: 16px; color: var(--text-3); text-align: center }
#toast { position: fixed; left: 50%; bottom: 24px; transform: translateX(-50%); padding: 8px 16px; border-radius: 8px; background: #18232a; color: #fff; opacity: 0; transition: opacity .2s }
#toast.on { opacity: 1 }
`
