"""The vocabulary of exclusions: which words name which category. Vocabulary only, no control flow.

A category is named by any of its patterns. The words were gathered from what clouds, software services, carriers, hosts,
outsourcers and public bodies write; each row has examples and counter-examples in the tests.
"""

from __future__ import annotations

import re

from extractor.taxonomy import ExclusionCategory

OWN_NOUN = (
    r"(?:customers?|clients?|subscribers?|(?:end[\s-]?)?users?|licensees?|buyers?|purchasers?|tenants?|members?|merchants?|partners?|resellers?|"
    r"account\s+holders?|consumers?|recipients?|lessees?|hospitals?|hotels?|schools?|banks?|clinics?|practices|facult(?:y|ies)|retailers?|municipalit(?:y|ies)|(?:(?:contracting\s+)?authority|agency|association|council|department|ministry|commission|board|university|college|foundation|society|cooperative)(?=['’\s]s?\s*(?:own|equipment|systems?|networks?|acts?|failures?|staff|personnel|employees|contractors|tenants|side|premises|locations?|sites?|offices?|buildings?)\b))"
)
OWN = rf"(?:{OWN_NOUN}|you|your)(?:['’]s?)?"
"""The customer's side: those whose own acts and equipment are not the provider's to answer for."""
_DET = r"(?:(?:the|a|an|any|its|our|such|other|one\s+of|some|all|another)\s+){0,3}"
_EQUIPMENT = (
    r"(?:equipment|hardware|software|networks?|systems?|infrastructures?|power|electric(?:al|ity)?|cabl(?:ing|es?)|wiring|premises?|devices?|computers?|servers?|"
    r"workstations?|internet(?:\s+(?:access|connection|connectivity|service|link))?|connect(?:ion|ivity)s?|facilit(?:y|ies)|LAN|WAN|VPN|routers?|switch(?:es)?|firewalls?|"
    r"modems?|technolog(?:y|ies)|browsers?|handsets?|telephones?|phones?|environments?|applications?|apps?|web\s?sites?|back-?ends?|databases?|terminals?|machines?|laptops?|mobiles?|"
    r"data\s+cent(?:er|re)s?|circuits?|origins?|log\s+sources?|broadband|bandwidth|plug-?ins?|tools?|resources|domains?|dns|rooms?|air\s+conditioning|UPS)"
)
_STEP = r"(?:(?!(?:use|using|used|uses|of|our|in|by|to|with|from|is|are|was|were|will|shall|may|must|on|for|at|under|through|who|that|which|has|have|access|accesses|requests?|acts?|omissions?|fail\w*|breach\w*|agreement)\b)[\w'’&-]+(?:\s?[,/]|\s+and/or|\s+and|\s+or)?\s+)"
"""One word between an owner and a thing owned: adjectives and neighbours in a list, no verb and no other relation."""
_BY = r"(?:provided|owned|operated|controlled|supplied|managed|used|maintained|furnished|selected|installed|deployed|developed|chosen|leased|procured|bought|built|moved|brought|rented|hired)"
_FAULT = (
    r"(?:acts?|actions?|inactions?|activit(?:y|ies)|omissions?|faults?|errors?|negligen(?:ce|t)|mistakes?|fail(?:ures?|s|ed|ing)?|breach(?:es|ed)?|misus\w*|abus\w+|mis-?configur\w+|"
    r"mis-?conduct|conduct|behaviou?rs?|instructions?|requests?|changes?|delays?|delayed|configurations?|violat\w+|modif\w+|alter(?:s|ed|ation\w*)|non-?compliance|refus\w+|defaults?|mal-?operation|mis-?management|"
    r"tamper\w*|interference|intervention|improper|incorrect|inputs?|content|code|scripts?|credentials?|customi[sz]ations?|integrations?|deployments?|wrongdoing|wilful|willful|unauthori[sz]ed|"
    r"settings?|rules|mis-?handl\w+|damages?|late|fails?|did\s+not|do\s+not|does\s+not|has\s+not|have\s+not|break|breaks|delete|deletes|install|installs|caused?|responsib\w+|unavailability\s+of\s+personnel|testing|tests)"
)
_WHO = r"(?:(?:,\s?|\s)(?:or\s+|and\s+|and/or\s+|any\s+)*(?:its|any|own|authori[sz]ed|their|your|of|users?|end[\s-]users?|agents?|employees?|staff|contractors?|sub-?contractors?|personnel|affiliates?|representatives?|customers?|visitors?|invitees?|vendors?|guests?)(?:['’]s?)?){0,9}"
"""The people who stand with the customer: "Customer, its employees or agents"."""
_OTHERS = r"(?:its|our|their|your|upstream|external|underlying|other|another|outside|independent|utility|power|energy|electricity|telecom\w*|telephone|network|internet|connectivity|bandwidth|transit|backbone|data\s?cent(?:er|re)|cloud|payment|infrastructure|local|last[\s-]mile)"
_AGAINST = r"(?:contrary\s+to|(?:not|other\s+than|except)\s+(?:in\s+)?(?:accordance|compliance|conformity|line|compliant|consistent)(?:\s+with)?|in\s+(?:breach|violation|contravention)\s+of|inconsistent\s+with|against|in\s+a\s+manner\s+not\s+(?:\w+\s+){1,2}(?:in|by|under)|not\s+(?:authori[sz]ed|permitted|described|allowed|specified|recommended|supported|intended)\s+(?:in|by|under)|not\s+(?:following|complying\s+with|adhering\s+to)|fail\w*\s+(?:of\s+\w+\s+)?to\s+(?:follow|abide\s+by|comply\s+with|adhere\s+to|observe|use\s+[\w\s]{1,30}?in\s+accordance\s+with)|disregard\s+(?:of|for)|other\s+than\s+as\s+(?:described|set\s+out|permitted|specified)\s+(?:in|by)|outside(?:\s+of)?)"
_GUIDE = r"(?:(?:the|our|its|their|any|all|your|applicable|relevant|published|basic|operational|provider['’]s?|supplier['’]s?|\w+['’]s?|[A-Z]\w+)\s+){0,4}(?:\w+\s+(?:or|and)\s+|\w+\s+){0,4}?(?:documentation|user\s+guides?|manuals?|specifications?|recommend\w+|guidelines|guidance|user\s+instructions|best\s+practices|technical\s+requirements|minimum\s+requirements|intended\s+(?:use|purpose)|product\s+description)"
_TERMS = r"(?:(?:the|our|its|this|these|any|those|such|applicable|your|other|\w+['’]s?|[A-Z]\w+)\s+){0,4}(?:\w+\s+(?:or|and|&)\s+|\w+\s+){0,3}?(?:agreements?|terms|acceptable[\s-]use|aup|tos|polic(?:y|ies)|contract|obligations|eula|rules|licen[cs]e)"

_AGENCY = r"(?:police|courts?|judges?|governments?|municipalit(?:y|ies)|regulators?|governors?|legislatures?|parliaments?|congress|(?:public|local|competent|supervisory)\s+authorit(?:y|ies)|(?-i:authorities)|ministr(?:y|ies)|fire\s+(?:services?|brigades?|departments?|marshals?)|emergency\s+services|public\s+prosecutors?)"
"""Who gives orders that a provider has to obey; an "Authority" alone is often the customer."""
_LAW_SAYS = r"(?:tells?|told|says?|said|requires?|orders?|ordered|demands?|obliges?|forces?|instructs?|directs?|forbids?|prohibits?)"
_NAMES: dict[ExclusionCategory, tuple[str, ...]] = {
    "emergency_maintenance": (
        r"\b(?:emergency|urgent|exigent|unscheduled|unplanned|unannounced|extraordinary|critical)\s+(?:\w+\s+){0,2}?(?:maintenance|updates?|upgrades?|repairs?|patch\w*|fix(?:es)?|changes?|works?|interventions?|shut-?downs?|reboots?)\b",
        r"\b(?:(?:un)?scheduled|(?:un)?planned|routine|regular|standard|normal)\s?(?:,|or|and|/|and/or)\s?(?:or\s+|and\s+)?(?:emergency|urgent|unscheduled|unplanned)\b",
        r"\b(?:emergency|urgent|unscheduled|unplanned)\s?(?:or|and|/|and/or)\s?(?:scheduled|planned|routine|regular)\s+(?:\w+\s+)?(?:maintenance|outages?|downtime)",
        r"\bmaintenance\b[^.;]{0,40}\bemergenc(?:y|ies)\b|\bmaintenance\b[^.;]{0,30}\bwithout\s+(?:prior\s+|advance\s+)?notice\b",
        r"\b(?:important|critical|necessary|essential|urgent|immediate|zero[\s-]day)\s+(?:security\s+)?(?:updates?|patch(?:es|ing)?|fix(?:es)?|hotfix(?:es)?)\b|\b(?:security|emergency)\s+patch(?:es|ing)?\b",
        r"\b(?:repairs?|fix(?:es)?|works?|patch(?:es)?|updates?)\s+(?:that|which)\s+(?:could|can|will)(?:n['’]t|\s?not)\s+wait\b",
    ),
    "scheduled_maintenance": (
        r"\b(?:scheduled|planned|routine|regular|announced)\s?(?:,|or|and|/|and/or)\s?(?:or\s+|and\s+)?(?:emergency|urgent|unscheduled|unplanned)\s+(?:\w+\s+)?maintenance\b",
        r"(?<!emergency )(?<!unscheduled )(?<!unplanned )(?<!urgent )(?<!exigent )(?<!unannounced )\bmaintenance\b(?!\s+(?:obligations|of\s+(?:the\s+)?customer|contracts?|fees?|charges?|responsib))(?<!lack of maintenance)(?<!improper maintenance)",
        r"\b(?:pre-?)?(?:scheduled|planned|announced|routine|pre-?announced|pre-?arranged|notified)\s+(?:[\w-]+\s+){0,2}?(?:down-?times?|outages?|interruptions?|unavailability|suspensions?|upgrades?|works?|windows?|updates?|activit(?:y|ies)|interventions?|shut-?downs?|events?|changes?|operations?|migrations?|service\s+windows?)\b",
        r"\b(?:upgrades?|updates?)\s+(?:(?:that|which)\s+)?(?:(?:we|were)\s+)?(?:have\s+)?(?:announced|scheduled|planned)|\bworks?\s+(?:that\s+)?we\s+(?:have\s+|had\s+)?(?:told|announced|notified|warned)\b|\bworks?\s+(?:(?:that|which)\s+(?:was|were|is|are)\s+)?(?:announced|notified|scheduled)\b|\bworks?\s+(?:of|about)\s+which\b[^.;]{0,40}\b(?:told|notified|notice|informed|warned|announced)|\b(?:updates?|upgrades?|releases?)\b[^.;]{0,60}\b(?:at\s+weekends|overnight|with\s+(?:[\w’']+\s+){1,3}notice)\b|\bservice\s+windows?\b|\bchange\s+windows?\b|\bsystem\s+upgrades?\b|\bpatching\b[^.;]{0,90}\b(?:tell|told|announced?|notice|every|first|each)\b",
        r"\b(?:restarts?|reboots?|releases?|upgrades?|interruptions?|changes?)\s+(?:of|about)\s+which\b[^.;]{0,40}\b(?:told|notice|notified|informed|warned|announced)\b|\b(?:weekly|monthly|regular|agreed)\s+(?:slot|window)s?\b",
    ),
    "force_majeure": (
        r"\bforce\s+majeure\b|\bacts?\s+of\s+(?:god|nature|war|terror\w*|public\s+enem\w+)\b|\bvis\s+ma[ij]or\b|\bfortuitous\b",
        r"\b(?:natural\s+(?:disasters?|catastrophes?|events?|calamit\w+)|earthquakes?|floods?(?!\s+of\b)|flooding(?!\s+(?:the|our|your|its|an?)\b)|fires?(?!\s+(?:services?|brigades?|departments?|marshals?)\b)|hurricanes?|tornado(?:e?s)?|storms?|lightning|explosions?|severe\s+weather|(?:adverse\s+|extreme\s+)?weather|war(?:fare)?|wars|terroris[mt]\w*|riots?|insurrections?|sabotage|civil\s+(?:unrest|commotion|disorder|disturbance|disobedience|war)|pandemics?|epidemics?|quarantines?)\b",
        r"\b(?:strikes?|lock-?outs?|labou?r\s+(?:disputes?|disturbances?|unrest|shortages?|actions?|stoppages?)|industrial\s+(?:actions?|disputes?|disturbances?))\b",
        r"\b(?:un-?controllable|not\s+controllable|nation-?wide\s+outages?|unforeseeable\s+(?:events?|circumstances))\b",
        r"\b(?:events?|things?|anything|causes?|circumstances)\s+(?:that\s+|which\s+)?(?:nobody|no\s+one|we|neither\s+\w+)\s+(?:can|could)(?:n['’]t|\s?not)?\s+(?:reasonably\s+|have\s+)?(?:foreseen?|control(?:led)?|prevent(?:ed)?|helped|help|avoid(?:ed)?|predict(?:ed)?)\b",
    ),
    "suspension": (
        r"\bsuspen(?:sions?|ded|d|ds|ding)\b(?![^.;]{0,30}\b(?:during|for|due\s+to)\s+(?:\w+\s+){0,2}maintenance)",
        r"\b(?:terminat(?:ion|ed|ing)|disabl(?:ing|ed|ement)|deactivat(?:ion|ed|ing)|blocking|restriction|closure|disconnection)\s+(?:of\s+)?(?:your|the\s+customer|(?:the\s+)?customer['’]s|the\s+client|an?\s+(?:user\s+)?account|the\s+account|accounts|(?:the\s+|a\s+)?user|service\s+(?:to|for)\s+(?:you|customer))",
        r"\b(?:non-?\s?payments?|unpaid|overdue|past[\s-]due|in\s+arrears|arrearage|delinquen\w+|outstanding\s+(?:\w+\s+)?(?:invoices?|balances?|fees|charges|payments?|amounts?|debts?|payment\s+issues)|late\s+payments?|not\s+(?:been\s+)?(?:fully\s+)?paid|fail(?:s|ed|ure)?\s+to\s+(?:timely\s+)?(?:pay|make\s+(?:timely\s+)?payment)|payment\s+(?:obligations?|defaults?|delays?)|default\s+(?:in|of)\s+payment|owes?\s+(?:us|the\s+provider|any\s+money))\b",
        r"\b(?:blocked|locked|frozen|disabled)\s+(?:accounts?|servers?|sites?|users?)\b|\b(?:accounts?|servers?|sites?)\s+(?:(?:that|which)\s+(?:were|are|have\s+been)\s+|(?:that\s+)?we\s+(?:have\s+)?)?(?:blocked|locked|frozen|shut\s+off|switched\s+off)\b|\bblocking\s+of\s+(?:the\s+|an?\s+)?(?:account|server|access)\b|\bcut\s+off\s+for\s+not\s+paying\b|\b(?:bills?|invoices?)\s+(?:is|are|was|were)\s+(?:[\w-]+\s+){0,5}(?:late|overdue|unpaid)\b",
        r"\b(?:paid[\s-]up|good\s+(?:financial\s+)?standing|payments?\s+(?:is|are)\s+current|current\s+(?:on|in|with)\s+(?:\w+\s+){0,2}(?:payments?|its|all|account)|up[\s-]to[\s-]date\s+(?:with|on)\s+(?:\w+\s+){0,2}payments?)\b",
        r"\b(?:insufficient|not\s+(?:have\s+|having\s+)?(?:sufficient|enough)|lack\s+of|exhausted|depleted|run\s+out\s+of)\s+(?:[\w-]+\s+){0,2}?(?:funds|balance|credits?|prepa(?:id|yment))\b",
        r"\bpaid\s+(?:the\s+|any\s+|an\s+|their\s+|your\s+|all\s+){0,2}(?:[\w-]+\s+){0,2}?(?:outstanding\s+)?invoices?\b[^.;]{0,60}\blate\b|\bhave\s+paid\s+(?:any|all)\s+(?:outstanding\s+)?(?:invoices|fees|charges)",
        r"\bnegative\s+balances?\b|\baccounts?\b[^.;]{0,60}\bwe\s+(?:have\s+)?(?:blocked|locked|closed|disabled)\b|\b(?:invoices?|bills?)\b[^.;]{0,30}\b(?:days|weeks|months)\s+late\b",
        r"\b(?:invoices?|bills?|fees|charges)\s+(?:weren|aren|isn|wasn|haven|hasn)['’]t\s+(?:been\s+)?(?:paid|settled)\b|\b(?:accounts?|workspaces?|organi[sz]ations?|tenants?)\s+(?:(?:that\s+|which\s+)?(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:on\s+hold|frozen|locked|cut\s+off|switched\s+off|shut\s+off)\b|\b(?:cards?|direct\s+debits?)\s+(?:keeps?\s+|is\s+|are\s+|was\s+)?(?:bounc\w+|declined|refused|rejected|returned)\b",
    ),
    "unsupported_use": (
        r"\b(?:alpha|beta|previews?|trials?|evaluation|experimental|early[\s-]access|early[\s-]adopter|pre-?release|public\s+testing|pre-?general|pre-?GA|pre-?production|sandbox(?:es)?|proof[\s-]of[\s-]concept|testnets?|pilots?|demo(?:nstration)?|labs?\s+features?|non-?production|staging|release\s+candidates?|technical\s+previews?)\b",
        r"\b(?:test(?:ing)?|development|dev|developer|debugger|education)(?:\s?[,/]\s?\w+|\s+(?:and|or|and/or)\s+\w+)?\s+(?:environments?|accounts?|instances?|systems?|keys?|servers?|workspaces?|editions?)\b",
        r"[“\"']labs[”\"']|\bfree\s+[\w-]+\s+(?:plans?|tiers?)\b|\b(?:free|no[\s-]cost|complimentary|gratis|unpaid)[\s-]+(?:of[\s-]charge\s+|and\s+\w+\s+|or\s+\w+\s+|api\s+)?(?:plans?|tiers?|accounts?|versions?|trials?|services?|editions?|users?|subscriptions?|packages?|offerings?|products?|usage|use|credits?|charge)\b|\bfree[\s-]of[\s-]charge\b|\bfree\s+use\b|\bprovided\s+(?:for\s+free|free|at\s+no\s+(?:cost|charge))\b|\bfree\s+hosting\b",
        r"\b(?:un-?supported|deprecated|discontinued|end[\s-]of[\s-](?:life|support)|EOL|outdated|out[\s-]of[\s-]date|obsolete|legacy\s+versions?|superseded\s+versions?|jail-?broken|not\s+(?:yet\s+)?(?:supported|generally\s+available|certified)|no\s+longer\s+support(?:ed|s)?|(?:ceased|stopped)\s+(?:to\s+support|supporting)|out\s+of\s+support|older\s+versions?|not\s+the\s+(?:latest|current)\s+(?:version|release))\b",
        rf"\b{_AGAINST}\s+{_GUIDE}\b",
        r"\b(?:purposes?|uses?|manner)\s+(?:for\s+which\s+\w+\s+(?:was|were|is|are)\s+not\s+(?:designed|intended)|other\s+than\s+(?:that\s+|those\s+|the\s+(?:one|purpose)s?\s+)?(?:intended|designed|permitted|for\s+which))",
        r"\bnot\s+(?:designed|intended|approved|recommended)\s+for\b|\bfeatures?\s+(?:that\s+(?:are|fall)\s+)?(?:outside|not\s+(?:included|part))\b",
        r"\bonly\b[^.;]{0,40}\b(?:paid|paying|production|generally\s+available)\b|\b(?:paid|paying|production)\s+(?:[\w-]+\s+){0,3}only\b",
        r"\bother\s+than\s+(?:the\s+)?(?:production|paid|paying)\b",
        r"\bsunset\b|\b(?:not|\w{0,6}n['’]t|never)\s+(?:made|built|meant)\s+for\b|\b(?:maker|vendor|publisher|manufacturer|author)s?\s+(?:has\s+|have\s+)?(?:given\s+up|abandoned|dropped|(?:stopped|ceased)\s+(?:support|maintain|updat)\w*|no\s+longer\s+\w+)\b",
    ),
    "security_attack": (
        r"\b(?:d?dos\b|denials?[\s-]of[\s-]services?|hack(?:ing|ers?|ed|s)?|virus(?:es)?|mal-?ware|ransom-?ware|spy-?ware|malicious|cyber[\s-]?(?:attacks?|crime|terrorism|security\s+(?:incident|event|attack)|incidents?)|intrusions?|attack(?:s|ers|ing|ed)?|security\s+(?:breach(?:es)?|incidents?|threats?|attacks?|events?)|worms?|trojans?|brute[\s-]force|bot-?nets?|phishing|exploits?|unauthori[sz]ed\s+(?:access|entry|intrusion)\s+(?:by|to|of)|harmful\s+(?:code|components?)|hostile\s+(?:acts?|actions?|activit\w+)\s+(?:of|by)|mail\s?bomb\w*|spam(?:ming)?)\b",
        r"\bnull-?rout\w+|\bblack-?hol(?:ed|ing)\b|\bflood(?:s|ing)?\s+of\s+(?:\w+\s+)?(?:junk|bogus|malicious|hostile|unwanted)\b|\bbreak(?:s|ing)?\s+into\b|\bbreak-?ins?\b",
    ),
    "capacity_limits": (
        r"\bvolumes?\b[^.;]{0,40}\bexceed\w*|\bvolumes?\s+(?:of\s+\w+\s+)?(?:greater|higher|larger|more|above|in\s+excess|over|exceeding)\b|\b(?:power\s+draw|heat\s+load|load|traffic|draw)\b[^.;]{0,30}\b(?:above|beyond|in\s+excess\s+of|over|exceeding|more\s+than)\b|\bdrew\s+more\s+than\b|\b(?:quotas?|throttl\w+|rate[\s-]?limit\w*|over-?us(?:e|age)|fair[\s-]?us(?:e|age)|usage\s+(?:limits?|restrictions|caps?)|overages?|over-?utili[sz]ation|over-?load\w*|over-?subscri\w+|capacity\s+(?:limits?|limitations?|constraints?|restrictions?)|insufficient\s+(?:\w+\s+)?(?:capacity|resources|bandwidth|storage)|concurrency\s+limits?)\b",
        r"\b(?:exceed\w*|in\s+excess\s+of|above|beyond|over|greater\s+than|more\s+than)\s+(?:(?:the|your|its|their|any|an|a|agreed|own|allocated|purchased|contracted|committed|subscribed|plan|plan['’]s|maximum|published|applicable|system|service|base|documented|customer['’]s|permitted|specified|capabilit\w+|of)\s+){0,5}(?:[\w'’-]+[\s,/]+(?:or\s+|and\s+)?){0,4}?(?:limits?|limitations?|capacit(?:y|ies)|quotas?|allowances?|rates?|bandwidth|allocations?|thresholds?|hours|ratings?|volumes?|resources|usage|entitlements?|traffic\s+levels?|capabilities|concurrent\s+\w+|workloads?|storage\s+space)\b",
        r"\b(?:resource|disk|cpu|traffic|storage|memory|bandwidth|api|request|connection|account|license|file\s+size)\s+(?:\w+\s+){0,3}?limits?\b|\b(?:excessive|abnormal(?:ly\s+high)?|unusual(?:ly\s+high)?|extraordinary|unexpected(?:ly\s+high)?|peak)\s+(?:\w+\s+){0,2}?(?:loads?|traffic|usage|use|volumes?|requests|demand|numbers?\s+of)\b",
        r"^\W{0,3}(?:\(?\w{1,3}[.)]\s+)?(?:an?\s+|the\s+)?(?:full|exhausted|overfull)\s+(?:\w+\s+)?(?:disks?|storage|volumes?|memory|cpus?|quotas?|mailbox(?:es)?|queues?)\b|\b(?:run(?:s|ning)?|ran)\s+out\s+of\s+(?:\w+\s+)?(?:connections?|disk|space|memory|storage|cpu|capacity|ports?|licen[cs]es|addresses)\b|\bburst\s+(?:\w+\s+)?(?:credits?|allowances?|capacity)\b",
        r"\bmore\s+(?:[\w-]+\s+){1,5}than\s+(?:\w+\s+){0,3}(?:agreed|ordered|bought|contracted|allowed|permitted|covers?|includes?|allows?|permits?)\b|\b(?:beyond|above|over|than)\s+(?:what\s+)?(?:the|your|its)\s+(?:plan|package|contract|tier|subscription|reservation)\s+(?:covers?|includes?|allows?|permits?)\b",
    ),
    "legal_order": (
        r"\b(?:acts?|actions?|orders?|decisions?|restrictions?|regulations?|measures?|interventions?|instructions?|directives?|requirements?|requests?|prohibitions?|demands?)\s+(?:\w+\s+){0,2}?(?:of|by|from|taken\s+by|issued\s+by|imposed\s+by)\s+(?:(?:any|a|an|the|competent|public|state|local|national|civil|military|other|administrative|regulatory|law\s+enforcement|judicial|government\w*|relevant)\s*,?\s?(?:or\s+|and\s+)?){0,5}(?:governments?|governmental|public\s+authorit\w+|authorit(?:y|ies)|courts?|regulators?|legislat\w+|law\s+enforcement|agenc(?:y|ies)(?!['’]|\s+(?:personnel|staff|employees|contractors|users)\b)|bod(?:y|ies)|ministr(?:y|ies)|state)\b",
        r"\bgovernment(?:al|['’]?s)?\s+(?:\w+\s+){0,2}?(?:actions?|acts?|orders?|restrictions?|regulations?|authorit\w+|measures?|requests?|agenc\w+|interventions?|interference|prohibitions?|requirements?|shut-?downs?|legislation|bod(?:y|ies)|entit\w+|authority['’]s)\b|\bgovernmental\b|\blegislation\b",
        r"\b(?:which|that)\s+(?:the\s+law|an?\s+(?:regulator|court|authority))\b[^.;]{0,40}\b(?:requires?|orders?|demands?)\b|\b(?:an?|any|the)\s+(?:court|judge|regulator)\s+(?:\w+\s+)?(?:told|tells|orders?|ordered|requires?|required)\b|,\s+governments?(?=\s*(?:,|and\b|or\b|$))|\bgovernment\s+behaviou?rs?\b|\borders?\s+of\s+(?:the\s+|any\s+|an?\s+)?(?:county|city|state|forest\s+service|fire\s+marshal|regulator|military|police)\b",
        r"\b(?:measures?|requests?|actions?)\s+(?:based\s+on|of|by|from|under)\s+(?:the\s+|a\s+|any\s+)?(?:laws?|public\s+(?:institutions?|bod(?:y|ies)))\b",
        r"\b(?:court|judicial|administrative|regulatory|official|statutory|legal)\s+(?:\w+\s+)?(?:orders?|decisions?|measures?|actions?|requirements?|injunctions?|obligations?|processes|restrictions?|authorit\w+|proceedings)\b|\binjunctions?\b|\bsubpoenas?\b",
        r"\bchanges?\s+(?:in|of|to)\s+(?:\w+\s+){0,2}?(?:laws?|legislation|regulations?)\b|\b(?:required|prohibited|ordered|compelled|imposed|mandated|enforced|obliged|demanded)\s+(?:\w+\s+){0,3}?(?:by|under|pursuant\s+to)\s+(?:\w+\s+){0,3}?(?:laws?|courts?|authorit\w+|regulat\w+|governments?)\b|\b(?:law|authority|authorities)[\s-]+(?:enforced|imposed|mandated|required|ordered)\b|\bpublic\s+authorit(?:y|ies)\b",
        r"\blaw\s+enforcement\b|\bembargo(?:e?s)?\b|\bcompliance\s+with\s+(?:any\s+|the\s+|all\s+)?(?:applicable\s+)?(?:laws?|regulations?|statut\w+|orders?)\b|\bsanctions?\b|\bcensorship\b|\bexpropriation\b|\bacts?\s+of\s+(?:any\s+)?(?:civil\s+or\s+military\s+|military\s+|public\s+)?authorit\w+\b",
        rf"\b(?:orders?|instructions?|directions?|demands?|requests?|decisions?|rulings?|seizures?)\b[^.;,]{{0,40}}\b(?:of|by|from)\s+(?:(?:the|an?|any|local|other)\s+){{0,2}}{_AGENCY}\b|\b(?:{_AGENCY}|supervisors?|the\s+law|statutes?)\b[^.;]{{0,40}}\b{_LAW_SAYS}\b",
    ),
    "short_outage": (
        r"\b(?:periods?|time)\s+of\s+(?:[\w-]+\s+)?\(?\d{0,3}\)?\s?or\s+more\s+(?:consecutive\s+|continuous\s+)?(?:seconds|minutes)\b|\bfor\s+a\s+period\s+(?:exceeding|of\s+(?:at\s+least|more\s+than))\s+(?:[\w-]+\s+)?(?:\(?\d{1,3}\)?\s+)?(?:consecutive\s+|continuous\s+)?(?:seconds|minutes)\b|\bflaps?\s+of\s+under\b",
        r"(?<!changes\sof\s)(?<!works\sof\s)(?<!work\sof\s)(?<!maintenance\sof\s)\b(?:less|shorter|fewer)\s+than\s+(?:an?\s+|one\s+)?(?:[\w-]+\s+){0,3}?(?:\(?\d{1,3}\)?\s+)?(?:consecutive\s+|continuous\s+)?(?:seconds?|secs?|minutes?|mins?)\b",
        r"\b(?:do(?:es)?\s+not\s+(?:last|exceed)|last(?:ing|s)?\s+(?:for\s+)?(?:less|under|up\s+to|not\s+more|no\s+(?:more|longer)|fewer|at\s+most)(?:\s+than)?|under|within|up\s+to|not\s+(?:exceeding|more\s+than|longer\s+than)|no\s+(?:more|longer)\s+than|at\s+most)\s+(?:[\w-]+\s+){0,2}?\(?\d{0,3}\)?\s?(?:consecutive\s+)?(?:seconds?|minutes?)\b(?!\s+(?:notice|after|of\s+(?:receipt|notif)))",
        r"\b(?:intermittent|momentary|brief|short|transient|micro)[\s-]+(?:\w+\s+)?(?:down-?times?|outages?|interruptions?|periods?\s+of\s+unavailability|unavailability|disruptions?)\b",
    ),
    "customer_equipment": (
        rf"\b{OWN}\s+(?:or\s+(?:a\s+|any\s+)?third[\s-]part(?:y|ies)(?:['’]s?)?\s+|or\s+its\s+|and\s+its\s+|,?\s?(?:or|and|and/or)\s+(?:the\s+|any\s+)?(?:of\s+)?{OWN}\s+|side\s+|own\s+|internal\s+){{0,3}}{_STEP}{{0,6}}{_EQUIPMENT}\b",
        rf"\b{OWN_NOUN}[\s-]+(?:side|site|premises?|provided|supplied|owned|managed|operated|controlled|furnished|maintained|hosted|developed|internal)[\s-]+{_STEP}{{0,4}}{_EQUIPMENT}\b",
        rf"\b{_EQUIPMENT}\b[^.;]{{0,50}}?\b(?:{_BY}(?:\s+(?:or|and)\s+{_BY})?\s+by|(?:in|under|within)\s+the\s+(?:\w+\s+){{0,2}}(?:control|possession|responsibility)\s+of|belonging\s+to|behind)\s+{_DET}(?:{OWN_NOUN}|you)\b",
        rf"\b{_EQUIPMENT}\s+(?:(?:that|which)\s+)?(?:the\s+)?(?:{OWN_NOUN}|you(?:\s+or\s+others)?)\s+(?:has\s+|have\s+)?(?:bought|buys?|owns?|suppl(?:y|ies|ied)|provides?|provided|connects?|connected|runs?|brings?|brought|rents?|hosts?)\b",
        rf"\b{_EQUIPMENT}\s+(?:\w+\s+){{0,2}}?(?:of|on\s+the\s+side\s+of|at\s+the\s+(?:premises|site)s?\s+of)\s+(?:the\s+|any\s+|a\s+|your\s+)?(?:{OWN_NOUN})\b",
        rf"\b(?:on|at|in|within|from)\s+(?:the\s+)?(?:{OWN})(?:\s+own)?\s+(?:side|premises?|sites?|end)\b|\b(?:under|within|in)\s+(?:the\s+)?(?:{OWN})\s+(?:\w+\s+){{0,2}}?control\b|\bGFE\b|\bgovernment[\s-]furnished\b",
        rf"\b(?:local\s+area\s+networks?|customer[\s-]premises|CPE|inside\s+wiring|on-?premises?\s+(?:equipment|systems?|software|installations?))\b|\b{OWN_NOUN}[\s-]+side\b",
        rf"\b(?:of|with|in|to)\s+(?:the\s+)?(?:{OWN})\s+(?:own\s+)?(?:LAN|WAN|CPE|ISP|internet)\b",
        rf"\b{_EQUIPMENT}\s+(?:which|that)\s+(?:belongs?\s+to|(?:is|are)\s+owned\s+by)\s+{_DET}(?:{OWN_NOUN}|you)\b|\b(?:on|at|in|within|from)\s+(?:the\s+)?{OWN}(?:\s+own)?\s+(?:buildings?|offices?|locations?|rooms?|homes?|campus|plants?|stores?|shops?|wards?)\b|\b(?:providers?|{_EQUIPMENT})\s+of\s+(?:the\s+)?(?:{OWN_NOUN}['’]s?\s+own|your\s+own|yours)\b",
        rf"\b{_EQUIPMENT}\b[^.;]{{0,30}}\b(?:which|that)\s+(?:is|are)\s+not\s+(?:(?:an?|any|the|our|part|items?|of)\s+){{0,4}}(?:covered|managed|monitored|supported|in\s+scope|service)\b",
    ),
    "third_party": (
        rf"\b(?:third|3rd)[\s-]part(?:y|ies)\b(?!(?:['’]s?)?\s+(?:[\w,/-]+\s+){{0,8}}?(?:(?:under|within|in)\s+(?:the\s+)?(?:{OWN})\s+(?:\w+\s+){{0,2}}?control|{_BY}\s+by\s+(?:the\s+)?(?:{OWN_NOUN}|you)\b))",
        rf"\b{_OTHERS}\s+(?:[\w-]+\s+){{0,2}}?(?:suppliers?|vendors?|sub-?contractors?|providers?|carriers?|operators?|compan(?:y|ies)|partners)\b|\b(?:suppliers|vendors|carriers|sub-?contractors|ISPs?|utilities|registrars?|registr(?:y|ies)|sub-?processors|licensors|card\s+networks?|payment\s+(?:networks?|processors?|gateways?)|app\s+stores?|telcos?)\b|\binternet\s+service\s+providers?\b|\b(?:an?|any|another|local)\s+(?:[\w-]+\s+)?(?:carrier|utility|registrar)\b",
        r"\b(?:upstream|peering|backbone|interconnect\w*|local[\s-]loops?|local\s+access|last[\s-]mile|off-?net|transit\s+(?:networks?|links?)|public\s+(?:network|switched|telephone|utilit\w+)|PSTN|power\s+grid|utility\s+(?:power|service|failure|outage)|(?:telecommunications?|telephone|utility|mobile)\s+(?:networks?|lines?|services?|failures?)|other\s+(?:networks?|operators?|carriers?))\b",
        r"(?<!your )(?<!customer's )(?<!customer’s )(?<!client's )(?<!client’s )(?<!user's )(?<!user’s )\b(?:general\s+|public\s+|global\s+|wide-?spread\s+|common\s+)?internet\s+(?:[\w-]+\s+){0,2}?(?:problems?|outages?|failures?|access|issues?|congestion|disruptions?|connectivity|disturbances?|delays?|slow\w*|unavailability|interruptions?|infrastructure|traffic|backbones?|latency|exchange\w*|at\s+large|connections?|networks?)\b|\b(?:problems?|issues?|failures?|outages?|errors|malfunction|congestion|disruptions?|latency|delays?)\s+(?:\w+\s+)?(?:on|with|of|in|within|across)\s+the\s+(?:public\s+|general\s+|global\s+)?internet\b|\b(?:the\s+)?(?:public|general|wider|global)\s+internet\b|\bparts?\s+of\s+the\s+internet\b|\b(?:networks?|servers?|systems|services|lines|loops|equipment|lists?|software)\s+(?:run\s+by|operated\s+by|owned\s+by|of)\s+others\b",
        r"\b(?:dns(?!\s+(?:entr(?:y|ies)|records?|settings|zones?|configuration)\b)|domain\s+names?(?:\s+system)?|domain\s+registra\w+)\b|\b(?:beyond|outside)\s+(?:of\s+)?(?:the\s+|our\s+|its\s+)?(?:\w+['’]?s?\s+){0,2}(?:point\s+of\s+)?demarcation\b|\bdemarcation\s+(?:point|line)s?\b|\b(?:another|other|different)\s+(?:carrier|operator|provider|service\s+provider|company|network)s?\b|\bnot\s+(?:owned|operated|controlled|provided|managed|supplied)(?:\s+or\s+\w+)?\s+by\s+(?:us\b|provider|supplier|the\s+(?:provider|supplier|vendor|contractor|host))|\bby\s+anyone\s+other\s+than\s+(?:us\b|the\s+)?\w*",
        r"\b(?:networks?|circuits?|services?|systems?|equipment|infrastructure|lines?|software|hardware)\s+(?:(?:that|which)\s+)?(?:we|it|(?-i:[A-Z])\w+|the\s+(?:provider|supplier|vendor))\s+(?:do(?:es)?\s+not|do(?:es)?n['’]t|neither)\s+(?:own|operate|control|run|manage|supply|provide)s?\b|\b(?:networks?|circuits?|services?|systems?|infrastructure|lines?)\s+not\s+(?:supplied|provided|operated|owned|run|managed)\s+by\s+(?-i:[A-Z])\w+",
        r"\b(?:networks?|devices?|equipment|links?)\s+(?:(?:that|which)\s+(?:are|lie)\s+)?outside\s+(?:of\s+)?(?:our|(?-i:[A-Z])[\w&]*(?:\s(?-i:[A-Z])[\w&]*)?['’]s?|the\s+(?:provider|supplier)['’]s)\s+(?:own\s+)?(?:facilit\w+|networks?|data|premises|backbone)\b|\bpublic\s+clouds?\b|\bcloud\s+(?:platform|provider|supplier|vendor|host)s?\b|\b(?:card\s+)?schemes?\b(?=[^.;]{0,40}\b(?:acquirers?|issuers?))|\b(?:acquirers?|card\s+issuers?)\b|\bpower\s+cuts?\b|\b(?:county|school|local|domestic|home)(?:['’]s?)?\s+broadband\b|\bfailures?\s+of\s+(?:\w+\s+){0,2}(?:banks|carriers|networks)\b",
        r"\b(?:AWS|Amazon\s+Web\s+Services|Microsoft|Azure|Google(?:\s+Cloud)?|GCP|Cloudflare|Stripe|Twilio|GitHub|OpenAI|Apple|Vercel|Supabase|Firebase|Heroku|Salesforce|Shopify|Facebook|Slack|PayPal)\s+(?:[\w-]+\s+){0,3}?(?:outages?|failures?|downtime|issues?|problems?|unavailability|incidents?|disruptions?|errors?|interruptions?)\b|\b(?:outages?|failures?|unavailability|downtime|interruptions?)\s+(?:of|at|in|on|by|with)\s+(?:AWS|Amazon|Microsoft|Azure|Google|GCP|Cloudflare)\b|\bplatform\s+(?:outages?|issues?)\b",
        r"\b(?:external|outside|non-?\w+)\s+(?:networks?|services?|apps?|applications?|systems?|services?|factors\s+such\s+as|providers?|integrations?|apis?|dependenc\w+)\b",
        r"\b(?:compan(?:y|ies)|firms?|suppliers?|vendors?)\s+(?:(?:which|that|who|whom)\s+)?(?:(?:hosts?|runs?|suppl(?:y|ies)|provides?|operates?|houses?|carr(?:y|ies)|serves?)\b|we\s+(?:use|rely|depend|buy|rent|hire)\b)|\b(?:trouble|faults?|disturbances?)\s+(?:on|in|with)\s+the\s+(?:public\s+|wider\s+)?internet\b|\b(?:national|regional|academic)\s+(?:research\s+|telephone\s+|power\s+|backbone\s+)?(?:networks?|grids?)\b|\belectricity\s+grid\b|\bunderlying\s+cloud\b|\bcloud\s+compan(?:y|ies)\b",
        r"\b(?:others|somebody\s+else|someone\s+else|other\s+(?:people|compan(?:y|ies)|firms|parties))['’]s?\s+(?:\w+\s+)?(?:networks?|services?|systems?|equipment|software|servers?)\b|\b(?:mobile|telephone|telecom\w*|phone)\s+(?:operators?|compan(?:y|ies)|carriers?)\b|\b(?:certificat\w+|ssl)\s+(?:of\s+an?\s+)?authorit(?:y|ies)\b",
        r"\b(?:wholesale|interconnect\w*)\s+(?:operators?|providers?|carriers?)\b|\b(?:access|resolver|backhaul)\s+networks?\b|\bsub-?(?:marine|sea)\s+cables?\b|\b(?:networks?|resolvers?|servers?|cables?|exchanges?)\s+(?:that\s+are\s+)?not\s+(?:operated|run|owned|managed)\s+by\b",
    ),
    "customer_fault": (
        rf"\b{_FAULT}\b[^.;]{{0,60}}?\b(?:of|by|from|on\s+the\s+part\s+of|caused\s+by|attributable\s+to)\s+{_DET}(?:{OWN_NOUN}|you|your\s+(?:{OWN_NOUN}|employees|agents|staff|personnel|contractors|affiliates|own|breach|misuse|violation|use|acts?|actions?))\b(?!['’]?s?\s+(?:{_STEP}){{0,3}}{_EQUIPMENT}\b)",
        rf"\b{OWN}{_WHO}\s+(?:(?!(?:equipment|software|hardware|network|within)\b)[\w'’-]+[,\s/]+(?:and\s+|or\s+)?){{0,3}}?{_FAULT}\b",
        rf"\b{OWN_NOUN}[\s-]+(?:caused|induced|initiated|requested|originated|related|created|generated)\b|\b(?:caused|initiated|requested|made|performed|attributable|due|resulting|induced|introduced|triggered|created|ordered|authored|produced|written|uploaded|installed|attribut\w+)\s+(?:(?:\w+ly|in\s+whole|or|and|in\s+part|\w+)\s+){{0,2}}?(?:by|to|from)\s+{_DET}(?:{OWN_NOUN}|you)\b(?!['’]?s?\s+(?:{_STEP}){{0,4}}{_EQUIPMENT}\b)",
        rf"\b{OWN}{_WHO}\s+(?:\w+\s+){{0,4}}?us(?:e|ing|age)\b[^.;]{{0,60}}?\b(?:manner|way|inconsistent|breach|violation|unlawful|improper|not\s+(?:authori[sz]ed|permitted|in\s+(?:accordance|compliance)))",
        rf"\b(?:violat\w+|breach(?:es|ed|ing)?|infring\w+|non-?compliance|contravention|fail\w*\s+to\s+comply|not\s+compl\w+|in\s+conflict|default)\s+(?:of|with|under)?\s?{_TERMS}\b|\bin\s+(?:breach|default|violation)\s+of\b(?!\s+(?:its|our|provider))|\b(?:accounts?|users?|customers?)\s+in\s+violation\b",
        rf"\bnot\s+(?:authori[sz]ed|permitted|allowed|in\s+(?:accordance|compliance)|compliant)\s+(?:in|by|under|with)\s+{_TERMS}\b|\b(?:content|use)\s+that\s+violates\b",
        r"\b(?:things|anything|something|anybody|settings?|rules|code|software|plug-?ins?|changes?|\w+s)\s+(?:(?:that|which)\s+)?you\s+(?:break|broke|did|do|changed?|install(?:ed)?|deleted?|made|make|wrote|write|uploaded?|added?|gave\s+access|let\s+in|misconfigured?|configured?)\b|\byou\s+(?:shipping|rotating|deleting|breaking|changing|forgetting|misusing|overwriting|pushing|deploying|letting|turning|removing)\b|\b(?:broken|changed|deleted|done|installed|introduced)\s+by\s+(?:you|your)\b|\b(?:malformed|bad)\s+(?:requests?|calls?|queries|inputs?)\b|\bmis-?configur\w+|\bmis-?us(?:e[ds]?|ing)\b|\babus(?:e|es|ive)\b|\buser\s+errors?\b|\boperator\s+errors?\b|\bpower\s+users\b|\binvalid\s+(?:requests?|inputs?)\b|\b(?:invalid|incorrect|expired|lost|compromised|wrong|bad)\s+(?:\w+\s+)?(?:credentials|passwords?|configurations?|settings|input|data|parameters)\b|\bunauthori[sz]ed\s+(?:changes?|modifications?|alterations?|repairs?|use)\b|\b(?:purposeful|intentional|deliberate)\s+(?:\w+\s+)?(?:disruption|damage|interruption|interference)s?\b|\bgovernment[\s-]caused\b|\bcustom(?:er)?[\s-](?:authored\s+)?(?:code|scripts?)\b",
        rf"\b(?:interruptions?|outages?|changes?|modifications?|alterations?|damages?|accidents?|repairs?)\s+(?:\w+\s+)?(?:by|made\s+by)\s+(?:the\s+|any\s+|a\s+)?{OWN_NOUN}\b|\b(?:changes?|modifications?|alterations?|repairs?)\b[^.;]{{0,30}}\bby\s+(?:parties|persons|anyone|people|personnel|someone)\s+other\s+than\b",
        rf"^\W{{0,3}}(?:\(?\w{{1,3}}[.)]\s+)?(?:you|(?:the\s+)?{OWN_NOUN})(?:\s+(?:itself|yourself|yourselves|themselves))?(?=\s*+(?:[:;]|\.?\s*+$)|\s*+,?\s*+(?:or\s+|and\s+)?(?:its|your|their|anyone|anybody|somebody|someone)\b)|\b(?:your|{OWN_NOUN}['’]s?)\s+own\s+(?:doing|making|hand)\b",
        rf"(?<!by\s)(?<!of\s)(?<!to\s)(?<!for\s)(?<!by\sthe\s)(?<!of\sthe\s)(?<!to\sthe\s)(?<!for\sthe\s)\b(?:{OWN_NOUN}|you)\b[^.;:]{{0,60}}(?<!was\s)(?<!were\s)(?<!is\s)(?<!are\s)(?<!been\s)(?<!be\s)(?<!not\s)\bcaus(?:ed|es|ing)\b(?!\s+(?:\w+\s+){{0,3}}(?:by|from)\b)|\b(?:somebody|someone|anyone|anybody|persons?|people|users?)\s+(?:(?:at|in|from|on)\s+(?:your|(?:the\s+)?{OWN_NOUN}['’]s?)\s+(?:\w+)\b|(?:who\s+)?(?:with|using|under|has|have|had|knows?)\s+(?:the\s+|an?\s+)?{OWN}\s+(?:[\w’'-]+\s+){{0,2}}(?:accounts?|credentials?|passwords?|keys?|logins?|access|tokens?)\b)",
        rf"\bbreak(?:s|ing)?\s+(?:our|the|this|these|that)\s+(?:[\w-]+\s+){{0,3}}(?:polic(?:y|ies)|terms|rules|agreement|contract)\b|\block(?:s|ing|ed)\s+(?:yourself|yourselves|itself|themselves)\s+out\b|\byou\s+(?:have\s+)?asked\s+(?:us|for)\b|\byour\s+(?:not|never)\s+\w+ing\b|\b(?:works?|acts?|mistakes?)\s+(?:of|by)\s+(?:an?|any|the)\s+\w+\s+of\s+(?:the\s+)?{OWN_NOUN}\b|\b(?:requests?|orders?|records?|data|values?)\s+(?:(?:that|which)\s+)?you\s+(?:have\s+)?(?:sent|entered|typed|gave|set)\b",
        r"\b(?:bad|wrong|faulty|buggy)\s+(?:\w+\s+)?(?:code|plug-?ins?|scripts?|quer(?:y|ies)|records?|rules?|deployments?|migrations?|configs?)\b",
    ),
}  # fmt: skip

CATEGORIES: tuple[tuple[ExclusionCategory, re.Pattern[str]], ...] = tuple(
    (name, re.compile("|".join(patterns), re.IGNORECASE)) for name, patterns in _NAMES.items()
)
"""In the order of the record's entries."""

CONTROL = re.compile(
    r"\b(?:beyond|outside|not\s+(?:with)?in|not\s+under)\s+(?:of\s+)?(?:(?:our|its|the|their|any|either|each|a|party['’]?s?|[A-Za-z][\w.&-]*['’]s?|[A-Z][\w.&-]*|providers?['’]?|suppliers?['’]?)\s+){0,5}(?:reasonable\s+|direct\s+|sole\s+|immediate\s+|actual\s+|effective\s+)?(?:and\s+\w+\s+)?(?:control|influence)\b",
    re.IGNORECASE,
)
"""Beyond somebody's control: force majeure where nothing more exact is named right before it."""
GENERIC = re.compile(
    r"\b(?:factors?|events?|circumstances?|causes?|conditions?|reasons?|matters?|anything|something|occurrences?|situations?|issues?|forces|things|cases|acts?|problems|incidents?|influences|elements)\b(?!\s+(?:of|with|in)\s+the\s+internet)",
    re.IGNORECASE,
)
EXACT = re.compile(
    r"\b(?:networks?|equipment|internet|software|hardware|carriers?|providers?|isps?|dns|suppliers?|third|systems?|platforms?|routing|facilit\w+|infrastructure|telecom\w*|circuits?)\b",
    re.IGNORECASE,
)
FORCE_MAJEURE_ONLY: frozenset[ExclusionCategory] = frozenset({"force_majeure", "third_party", "security_attack", "legal_order"})
"""What a general force majeure clause can exclude; its talk of suspended duties and of the parties' faults names nothing else."""
