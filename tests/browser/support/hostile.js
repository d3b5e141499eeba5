// Texts that try to be more than text, and how the page has to show each.

/** What each begins with, so that it can be found again wherever it is shown. */
const mark = (number) => `~${number}~`;

const payloads = [
  "<script>pwned()</script>",
  "<img src=x onerror=pwned()>",
  "<svg onload=pwned()>",
  "<svg><animate onbegin=pwned() attributeName=x>",
  "<iframe srcdoc='<script>parent.pwned()</script>'>",
  "<iframe src=javascript:parent.pwned()>",
  "<math><mi//xlink:href='data:x,<script>pwned()</script>'>",
  "<body onload=pwned()>",
  "<details open ontoggle=pwned()>",
  "<input autofocus onfocus=pwned()>",
  "<video><source onerror=pwned()></video>",
  "<a href=javascript:pwned()>click</a>",
  "<base href=https://evil.example/>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<style>*{background:url(https://evil.example/x)}</style>",
  "<form action=https://evil.example/><button>go</button></form>",
  "<object data=https://evil.example/x></object>",
  "<embed src=https://evil.example/x>",
  "<template><script>pwned()</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=pwned()>'>",
  "<!--<img src=--><img src=x onerror=pwned()>//-->",
  "<![CDATA[<script>pwned()</script>]]>",
  "</title><script>pwned()</script>",
  "</textarea><script>pwned()</script>",
  "</script><script>pwned()</script>",
  "</style><script>pwned()</script>",
  '"><script>pwned()</script>',
  "'><script>pwned()</script>",
  '" onmouseover="pwned()',
  "' onmouseover='pwned()",
  "` onmouseover=`pwned()",
  '" autofocus onfocus="pwned()" x="',
  '" style="background:url(https://evil.example/x)',
  "javascript:pwned()",
  "JaVaScRiPt:pwned()",
  "java\tscript:pwned()",
  "data:text/html,<script>pwned()</script>",
  "vbscript:pwned()",
  "//evil.example/x",
  "https://evil.example/x",
  "\\\\evil.example\\x",
  "{{constructor.constructor('pwned()')()}}",
  "${pwned()}",
  "#{pwned()}",
  "<%= pwned() %>",
  "{block}",
  "&lt;script&gt;pwned()&lt;/script&gt;",
  "&#x3c;script&#x3e;pwned()&#x3c;/script&#x3e;",
  "%3Cscript%3Epwned()%3C/script%3E",
  "\\u003cscript\\u003epwned()\\u003c/script\\u003e",
  "\\x3cscript\\x3epwned()\\x3c/script\\x3e",
  "＜script＞pwned()＜/script＞",
  "%00<script>pwned()</script>",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "location",
  "cookie",
  "document",
  "getElementById",
  "innerHTML",
  "null",
  "undefined",
  "NaN",
  "true",
  "0",
  "-1",
  "1e999",
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1)",
  "=HYPERLINK(\"https://evil.example\",\"x\")",
  "=cmd|' /C calc'!A0",
  "'; DROP TABLE users; --",
  "'; Remove-MgUser -All; '",
  "$(rm -rf /)",
  "`rm -rf /`",
  "#> Remove-It <#",
  "*/ evil /*",
  "| table | breaks |",
  "[link](javascript:pwned())",
  "![image](https://evil.example/x.png)",
  "http://evil.example@graph.microsoft.com",
  "../../../etc/passwd",
  "..\\..\\windows",
  "CON",
  "file:///etc/passwd",
  "Microsoft Graph",
  "Μicrosoft Graph",
  "Ｍｉｃｒｏｓｏｆｔ　Ｇｒａｐｈ",
  "rnicrosoft Graph",
  "Global Administrator",
  "a".repeat(400),
  "W".repeat(120),
  "名前が長い管理対象ID",
  "שלום עולם",
  "مرحبا بالعالم",
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
  "👩‍💻👨‍👩‍👧‍👦🏳️‍🌈",
  "ﷺ",
  "ǅ ǈ ﬃ ß İ ı",
  "O'Brien & Sons #1 <ops>",
  "$inlinecount $filter=true or 1 eq 1",
  "') or startswith(displayName,'",
  "%27%20or%201%20eq%201",
];

/** Characters that turn the direction of a line, draw nothing, or end a line. */
const hidden = [
  0x00, 0x01, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f,
  0x1160, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2062,
  0x2063, 0x2064, 0x2065, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0x3164, 0xfeff, 0xfff9, 0xfffa, 0xfffb, 0xe0001,
  0xe0020, 0xe0041, 0xe007f,
].map((code) => String.fromCodePoint(code));

/** More than 200 texts, each with a mark of its own. */
export const hostileTexts = [
  ...payloads,
  ...hidden.map((character) => `admin${character}gpj.exe`),
  ...hidden.map((character) => `${character}<b>id-payroll</b>${character}`),
].map((text, number) => `${mark(number)}${text}`);

const isHidden = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e\\u3164\\ufeff\\u200b\\u200e\\u200f" +
    "\\u2028-\\u202e\\u2060-\\u206f\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}]",
  "gu",
);

const code = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

const marked = (word, letters) => word.replace(letters, (letter) => `⟨${letter} ${code(letter)}⟩`);

/** A Greek or Cyrillic letter in a word with Latin ones, or a word of letters that are all wide Latin ones. */
function apart(word) {
  if (/[A-Za-z]/.test(word)) return marked(word, /[\u0370-\u052f]/g);
  return /^[\uff21-\uff3a\uff41-\uff5a]{2,}$/.test(word) ? marked(word, /./gu) : word;
}

/** The text as the page has to show it: what cannot be seen is written out, and what passes for another letter is told. */
export const shown = (text) =>
  text.replace(/[\p{L}\p{N}]+/gu, apart).replace(isHidden, (character) => `⟨${code(character)}⟩`);
