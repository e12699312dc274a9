import { chromium } from "playwright-core"; import { pathToFileURL } from "node:url"; import { basename } from "node:path";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu"] });
for (const f of process.argv.slice(2)) { const n = basename(f,".html");
 for (const [w,cs,step] of [[1440,"light",1900],[390,"dark",0]]) { const p = await b.newPage({viewport:{width:w,height:900},colorScheme:cs}); await p.goto(pathToFileURL(f).href); await p.waitForTimeout(300);
  const h = await p.evaluate(()=>document.documentElement.scrollHeight); console.log(n,w,h);
  if (w===1440) { for (let y=0,i=0;y<h;y+=step,i++) await p.screenshot({path:`/tmp/rep/pictures/c-${n}-${w}-${i}.png`,fullPage:true,clip:{x:150,y,width:1140,height:Math.min(step,h-y)}}); }
  else { const full = (await p.screenshot({fullPage:true})).toString("base64"); const q = await b.newPage({viewport:{width:1560,height:2000}}); 
    const cols=Math.ceil(h/2000); for (let s=0,i=0;s<cols;s+=4,i++){ await q.setContent(`<body style="margin:0;display:flex">${[0,1,2,3].map(k=>`<div style="width:390px;height:2000px;background:url(data:image/png;base64,${full}) 0 -${(s+k)*2000}px no-repeat"></div>`).join("")}`); await q.waitForTimeout(200); await q.screenshot({path:`/tmp/rep/pictures/p-${n}-${i}.png`}); } await q.close(); }
  await p.close(); } }
await b.close();
