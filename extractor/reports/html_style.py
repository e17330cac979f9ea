"""The look and the script of the comparison's page: inline, since the page loads nothing."""

from __future__ import annotations

STYLE = """
:root{--ink:#1c2330;--soft:#5b6577;--line:#d3d9e3;--good:#0b6b3a;--bad:#a4262c;--odd:#8a5a00;--ground:#fff;--band:#f3f5f9}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#9aa6b8;--line:#38414f;--good:#5bd49a;--bad:#ff8f8f;--odd:#e8b04b;--ground:#151a21;--band:#1d242e}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:2rem auto;padding:0 1.5rem;max-width:1700px}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}p{color:var(--soft);margin:.2rem 0 1rem;max-width:75rem}p.headline{color:var(--ink);font-size:1.05rem}
.wide{overflow:auto;max-height:88vh;border:1px solid var(--line)}table{border-collapse:separate;border-spacing:0;font-size:.9rem}
th,td{border-right:1px solid var(--line);border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;min-width:12rem;max-width:22rem}
thead th{background:var(--band);position:sticky;top:0;z-index:2}thead th:first-child{left:0;z-index:3}
tbody th{background:var(--band);position:sticky;left:0;z-index:1;min-width:11rem;font-weight:600}
tr.section th{background:var(--ground);padding-top:1rem;color:var(--soft);text-transform:uppercase;letter-spacing:.05em;font-size:.78rem}
button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;text-align:left;cursor:pointer}button:hover,button:focus-visible{text-decoration:underline}
th[data-sorted]>button::after{content:" ⇄";color:var(--soft)}
.best{color:var(--good);font-weight:600}.worst{color:var(--bad)}.best::before{content:"▲ "}.worst::before{content:"▼ "}
.odd::before{content:"◆ ";color:var(--odd)}.best.odd::before{content:"▲◆ "}.worst.odd::before{content:"▼◆ "}
.absent{color:var(--soft);font-style:italic}small{color:var(--soft);font-weight:400}
td{position:relative}.quotes{display:none;position:absolute;z-index:9;left:.4rem;top:100%;margin-top:-.3rem;width:26rem;max-width:80vw;max-height:20rem;overflow:auto;padding:.5rem .8rem;background:var(--ground);border:1px solid var(--soft);border-radius:4px;box-shadow:0 4px 14px #0004}
td:hover>.quotes,td:focus>.quotes,td:focus-within>.quotes{display:block}td[tabindex]{cursor:help}td:focus{outline:2px solid var(--soft);outline-offset:-2px}
tr>td:nth-last-child(-n+2):nth-child(n+4)>.quotes{left:auto;right:.4rem}
blockquote{margin:.3rem 0;padding-left:.6rem;border-left:3px solid var(--line);font-size:.85rem;white-space:pre-line}
blockquote cite{display:block;color:var(--soft);font-style:normal}input{font:inherit;padding:.35rem .6rem;border:1px solid var(--soft);border-radius:4px;background:var(--ground);color:var(--ink);min-width:20rem}
svg{max-width:100%;height:auto;display:block}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .bar{fill:#3867b7}svg .axis{stroke:var(--line)}svg .line{fill:none;stroke-width:2}svg .soft{fill:var(--soft)}
.sources{display:none}ol.ranking{padding-left:1.6rem}ol.ranking li{margin:.3rem 0}ol.ranking table{margin:.3rem 0 .8rem}ol.ranking th,ol.ranking td{min-width:6rem;padding:.2rem .5rem}
@media print{@page{size:A4 landscape;margin:12mm}input,.hint,.quotes{display:none!important}body{margin:0;max-width:none;font-size:9px;padding:0;color:#000;background:#fff}
.wide{overflow:visible;max-height:none;border:0}table{width:100%;border:1px solid #999;font-size:8px;table-layout:fixed;overflow-wrap:anywhere}tr.section{break-after:avoid}th,td{min-width:0;max-width:none;padding:2px 4px}thead th,tbody th{position:static;min-width:0}tr,figure,svg{break-inside:avoid}.sources{display:block}.sources li{font-size:8px}}
"""

SCRIPT = """
const filter=document.getElementById('filter'),table=document.getElementById('matrix');
filter.addEventListener('input',()=>{const words=filter.value.toLowerCase().trim();
for(const row of table.querySelectorAll('tr[data-term]'))row.hidden=!row.textContent.toLowerCase().includes(words);
for(const head of table.querySelectorAll('tr.section')){let next=head.nextElementSibling,any=false;
while(next&&next.dataset.term){any=any||!next.hidden;next=next.nextElementSibling}head.hidden=!any}});
const value=cell=>cell.dataset.value===undefined?null:+cell.dataset.value;
for(const button of table.querySelectorAll('tr[data-term] > th > button'))button.addEventListener('click',()=>{
const head=button.parentElement,row=head.parentElement,down=head.dataset.sorted==='down';
for(const other of table.querySelectorAll('[data-sorted]'))delete other.dataset.sorted;
head.dataset.sorted=down?'up':'down';
const cells=[...row.cells].slice(1),key=(a,b)=>{const x=value(a[0]),y=value(b[0]);
if(x===null||y===null)return (x===null)-(y===null)||(x===y?a[0].textContent.localeCompare(b[0].textContent):0)||a[1]-b[1];return (down?x-y:y-x)||a[1]-b[1]};
const order=cells.map((c,i)=>[c,i]).sort(key).map(pair=>pair[1]+1);
for(const each of table.rows){if(each.classList.contains('section'))continue;const old=[...each.cells];for(const at of order)each.append(old[at])}});
"""
