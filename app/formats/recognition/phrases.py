"""Words that tell what a line of a first page is, or is not."""

import re

_I = re.IGNORECASE

ABSTRACT = re.compile(
    r"(?:abstracts?|summary|zusammenfassung|r[ée]sum[ée]|resumen|resumo|riassunto"
    r"|sommario|аннотация|резюме|реферат|摘要|要旨|概要|抄録|초록|요약|özet|streszczenie)"
    r"(?:\W|\Z)|abstract[A-Z—–]|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t\b|摘\s*要",
    _I,
)
INTRODUCTION = re.compile(
    r"(?:(?:\d|i)\s?\.?\s?)?(?:introduction|einleitung|introducci[óo]n|introdução"
    r"|введение|引言|緒言|はじめに|서론)\W*\Z",
    _I,
)
KEYWORDS = re.compile(
    r"(?:key\s?-?words?|index terms|ccs concepts|categories and subject|general terms"
    r"|mots[- ]cl|schlüsselw|palabras clave|ключевые слова|关键词|キーワード)",
    _I,
)
HISTORY = re.compile(
    r"\W*(?:article history:?\s*)?(?:received|accepted|revised|submitted"
    r"|available online|article history"
    r"|published(?: online)?|communicated by|edited by)\b.*\b(?:19|20)\d\d",
    _I,
)
MAIL = re.compile(r"[\w.}-]\s?@\s?[\w-]+\.\w", _I)
THESIS = re.compile(
    r"\b(?:thesis|dissertation|th[èe]se|habilitation|diplomarbeit|masterarbeit"
    r"|bachelorarbeit|tesis|tese|degree of (?:doctor|master|bachelor))\b",
)
REFERENCES = re.compile(
    r"(?:\d{1,2}\.?\s*)?(?:references|bibliography|literature cited|literatur"
    r"|bibliographie|références|referencias|参考文献|литература)\W*\Z",
    _I,
)

BANNER = re.compile(
    r"""\A\W*(?:
    (?:research|original|review|short|brief|regular|full|invited|feature|data|rapid
      |technical|case|systematic|methods?|letter|open|position|survey|software)?\s*
    (?:article|paper|papers|report|communication|letters?|review|note|notes|research
      |research\ paper|contribution|perspective|editorial|preprint|manuscript|resource
      |analysis|correspondence|comment|commentary|viewpoint|tutorial|poster|abstract
      |demo|access|investigation|study|protocol|news|reviews|articles)s?\W*\Z
    |(?:open\ access|peer[- ]?reviewed|highlights|graphical\ abstract)\W*\Z|arxiv\b
    |biorxiv\b
    |medrxiv\b|chemrxiv|ssrn\b|preprint\b|(?:draft|manuscript)\W*(?:\Z|\d|version
    |of\b)|accepted\ (?:manuscript
      |for|at|by|author|article)|author(?:'s|s')?\ (?:copy|accepted|personal)
    |published\ (?:as|in|by|online|at)|under\ review|submitted\ to|to\ appear|in\ press
    |appears\ in|presented\ at|workshop\ (?:on|at)|proceedings\b|proc\.|in\ proceedings
    |contents\ lists|available\ (?:online|at)|journal\ home|sciencedirect|elsevier\b
    |springer\b|wiley\b|taylor\ &|downloaded\ |copyright\W*(?:©|\d|\(c|by)|©|\(c\)|issn
    |isbn|doi\b|https?:|www\.
    |vol(?:ume|\.)?\s?\d|no\.\s?\d|issue\s\d|pages?\s\d|pp\.|page\ \d|p\.\s?\d|\d+\W*\Z
    |(?:the\ )?(?:(?:\w+\ ){0,3}journal\ (?:of|on|for)|annals\ of|transactions\ (?:of
    |on)
      |bulletin\ of|archives\ of|acta\ \w+\W*\Z|physical\ review|lecture\ notes
      |ieee\ (?:transactions|journal|access|communications|signal|trans)
      |acm\ (?:transactions|computing|sig)|international\ (?:journal|conference|workshop
      |symposium)|frontiers\ in\ \w+\W*\Z|advances\ in\ neural\ information)
    |(?:the\ )?(?:nature|science|cell|neuron|lancet|elife|pnas|plos(?:\ one|\ \w+)?|jama
      |bmj|bmc\ [\w\s]{3,30}|nature\ (?:communications|methods|\w+)|scientific\ reports
      |entropy|sensors|molecules|biophysical\ journal|\w+\ journal|\w+\ letters
      |\w+\ \w+\ (?:journal|letters))\W*\Z
    |(?:citations?|reads)\W*\d*\W*\Z|see\ discussions|cite\ this|to\ cite\b|citation:
    |how\ to\ cite
    |technical\ report\b|tech\.?\ rep|working\ paper|discussion\ paper|white\ paper
    |hal\ (?:id|open|is)|this\ (?:is\ (?:a|an|the)|article|paper|document|work|version
      |content|pdf)\b
    |supplementary|supporting\ information|appendix\b|table\ of\ contents|contents\W*\Z
    |list\ of|acknowledge?ments?\W*\Z|introduction\W*\Z|keywords?\b|index\ terms
    |editors?\b
    |chapter\ \w+\W*\Z|part\ [ivx\d]+\W*\Z|section\ \d|figure\s\d|fig\.|table\ \d
    |(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:received|accepted
    |revised)\W.*\b\d{4}
    |edited\ by
    |(?:january|february|march|april|may|june|july|august|september|october|november
      |december)\s[\d,.\ ]+\Z|permission\ to|provided\ proper|general\ terms
      |ccs\ concepts
    |(?:hhs|nih)\ public\ access|author\ manuscript|united\ states\ patent
    |check\ for\ updates|view\ (?:article|online|the)|read\ the|author\(?s?\)?:|by\W*\Z
    |a\s(?:thesis|dissertation)\b|(?:master|doctor|bachelor|phd|ph\.d\.|diploma)\S*
      \s(?:thesis|dissertation|of\s).*|thesis\b.{0,12}\Z|dissertation\b.{0,12}\Z
    |title:?\W*\Z|logo\W*\Z|confidential\W*\Z
    )""",
    _I | re.VERBOSE,
)
"""How lines begin that are no title: banners, running heads, labels, headings."""

VENUE_WITHIN = re.compile(
    r"\bvol(?:ume|\.)\s?\d|\bissn\b|\bdoi:|https?://|www\.|\bpp\.\s?\d|©|\bisbn\b"
    r"|\b(?:19|20)\d\d\)\s?\d+[-–]\d+|@",
    _I,
)
SECTION = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.|[12](?=\s+[A-Z])|[IVX]{1,5}\.|§)\s+\S"
)
ORGANISATION = re.compile(
    r"\b(?:university|institute|college|school|faculty|department)"
    r"(?:\W*\Z|,|\s+(?:of|for|in|at)\b)"
    r"|\buniversi(?:t[äàé]|dad)|\binstitut\b|fakultät|hochschule"
)
"""How the names of universities and their parts read, in lower case."""
HOMEPAGE = re.compile(r"journal\s?home\s?page|contents\s?lists\s?available", _I)

PLACE = re.compile(
    r"\b(?:universit|université|universidad|universidade|università|uniwersytet"
    r"|univ\.?\b"
    r"|institut|college|school\b|schule|hochschule|faculty|facult[ée]|fakultät|facultad"
    r"|department|dept|departamento|dipartimento|département|laborator|labs?\b|centre\b"
    r"|center\b|centro\b|hospital|clinic|academy|akademie|academia|corporation|corp\b"
    r"|inc\b|ltd|gmbh|llc|company|division|group\b|society|council|ministry|agency"
    r"|observatory|research\b|street|road\b|avenue|box\b|campus|polytechnic|politecnico"
    r"|eth\b|epfl\b|cnrs\b|inria\b|mit\b|google|microsoft|deepmind|openai|nvidia|amazon"
    r"|facebook|meta ai|team\b|foundation|museum|bureau|engineering\b|sciences?\b"
    r"|technology|technologies|software|systems?\b|china|usa\b|u\.s\.a|germany|france"
    r"|united|kingdom|japan|canada|italy|spain|india|korea|australia|switzerland"
    r"|singapore"
    r"|brazil|israel|netherlands|sweden|taiwan|hong kong)",
)
"""Words of affiliations and addresses, in lower case; no person's name has them."""

NOT_A_NAME = re.compile(
    r"\b(?:abstract|introduction|contents|editor|professor|advisor|supervisor"
    r"|member|fellow"
    r"|senior|student|version|draft|report|article|paper|journal|review|open|access"
    r"|received|accepted|published|copyright|keywords?|january|february|march|april"
    r"|june"
    r"|july|august|september|october|november|december|by|for|with|from|using|via|of|on"
    r"|the|an|in|is|are|this|that|equal|contribution|corresponding|author|authors|email"
    r"|e-mail|tel|fax|learning|networks?|models?|data|analysis|method|methods|theory"
    r"|neural|deep|towards?|approach|algorithms?)\b",
)

COVER = (
    "see discussions, stats, and author profiles",
    "stable url:",
    "jstor is a not-for-profit",
    "hal is a multi-disciplinary",
    "hal is a multidisciplinary",
    "repository copy of",
    "citation for published version",
    "take down policy",
    "takedown policy",
    "link to publication",
    "author produced version",
    "author version of",
    "downloaded from uva",
    "this is the author",
    "this is the accepted",
    "this is the peer",
    "terms and conditions of use",
    "escholarship",
    "this article was downloaded by",
    "to link to this article",
    "full terms & conditions of access",
)
"""What stands on the sheet that a repository puts before a paper."""

NO_PAPER = re.compile(
    r"\b(?:invoice|rechnung|facture|factura|fattura|receipt|purchase order|amount due"
    r"|total due|balance due|bill to|packing slip|order number|quotation no)\b"
    r"|\Adear\s|\bsehr geehrte|\byours (?:sincerely|faithfully|truly)|\bsincerely,"
    r"|\b(?:kind|best) regards|mit freundlichen grüßen|\bcurriculum vitae\b"
    r"|\bboarding pass\b|\bminutes of the\b|\bcover letter\b|\bbank statement\b"
    r"|\btable of contents\b|\buser(?:'s)? (?:guide|manual)\b|\bdata ?sheet\b"
    r"|\bsyllabus\b"
    r"|\bdo not write\b|\bfor (?:internal|official) use\b|\bomb no\b|\bform approved\b"
    r"|\bunited states patent\b|\bpatent application\b|\bnewsletter\b"
    r"|\bhomework\b|\bproblem set\b|\bpress release\b|\bterms of service\b",
    _I,
)
"""What letters, bills, manuals and their like say on their first page."""

SLIDE = re.compile(r"\b(?:outline|agenda|lecture \d+|slides?|thank you)\b", _I)

BAD_TITLE = re.compile(
    r"""microsoft\ (?:word|powerpoint|excel)|\A\W*(?:untitled|no\ ?title|title|document
    |titel|sans\ titre|sin\ t[ií]tulo|layout|draft|paper|main|manuscript|article|report
    |template|slide\ ?\d*|presentation|pii\b.*|doi\b.*|untitled\W.*|chapter\ \w+
    |page\ \d+
    |(?:conference|paper|article|manuscript|full)\ (?:paper\ )?title.*|insert\ .*title.*
    |title\ of\ (?:the\ |your\ )?(?:paper|article|manuscript|submission).*
    |type\ the\ title.*|(?:sample|example)\ (?:paper|document|article).*
    |proceedings\b.*|submission\ \W*\d*|arxiv\W.*|scan.*|\S+\ scan\ job.*|img\W?\d*
    |formatting\ instructions.*|instructions\ for.*|preparation\ of\ papers.*
    |sig\ proceedings\ paper.*|powerpoint.*|print.*|bare\ demo.*|acm\ .*template.*
    |this\ is\ the\ title.*|your\ paper\ title.*|latex\ .*template.*)\W*\Z
    |\.(?:dvi|tex|docx?|pdf|ps|eps|rtf|odt|pptx?|qxd|qxp|indd|fm|wpd|p65|htm|html|xml
    |txt|xlsx?|3d|pmd|vp|job)\b|[\\/][\w.-]+[\\/]|\A[\W\d]*\Z|\\\w+\{""",
    _I | re.VERBOSE,
)
"""Titles that programs and templates write."""

DANGLING = re.compile(
    r"(?:\b(?:a|an|the|of|and|or|for|in|on|to|with|by|from|via|as|at|und|der|des|de|et)"
    r"|[,:;–—-])\Z",
    _I,
)
"""The end of a title that goes on somewhere else."""

OTHERS = re.compile(
    r"extended version|preliminary version|earlier version|previous version"
    r"|published in (?!final)"
    r"|appeared in|companion|supplement|dataset|data ?set|data (?:are|is)"
    r"|available (?:at"
    r"|from|in|on|under)|code|erratum|correction|corrigendum|retract|based on"
    r"|reprint of"
    r"|comment on|reply to|see also|cited|refer|zenodo|figshare|dryad|\bosf\b|et al\b",
    _I,
)
"""What stands beside an identifier that is another work's."""

VOWELS = frozenset("aeiouyäöüåæøéèêëàâáíìîïóòôõúùûœ")
